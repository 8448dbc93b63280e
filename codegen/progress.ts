import yoctoSpinner from 'yocto-spinner';

export interface Progress {
  show(text: string): void;
  stop(): void;
}

/** Quick work is not announced. */
const AFTER_MS = 1000;

/** A spinner with what is being done, once the work has lasted over a second and where a person is watching. */
export const showProgress = (stream: NodeJS.WriteStream): Progress => {
  if (!stream.isTTY) return { show: () => {}, stop: () => {} };
  const spinner = yoctoSpinner({ stream });
  const timer = setTimeout(() => spinner.start(), AFTER_MS);
  timer.unref();
  return {
    show: (text) => {
      spinner.text = text;
    },
    stop: () => {
      clearTimeout(timer);
      if (spinner.isSpinning) spinner.stop();
    },
  };
};
