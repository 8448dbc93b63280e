import { loadCodegen, loadProgress } from '../codegen-door.ts';
import type { CommandRequest } from '../command.ts';

/** Extracts a source into a catalog folder. Its own parser reads the rest of the command line. */
export const codegen = async ({ io, args }: CommandRequest): Promise<number> => {
  const [extract, progress] = await Promise.all([loadCodegen(), loadProgress()]);
  const stopping = (write: (text: string) => void) => (text: string) => {
    progress.stop();
    write(text);
  };
  try {
    return await extract(args, {
      ...io,
      out: stopping(io.out),
      err: stopping(io.err),
      progress: progress.show,
    });
  } finally {
    progress.stop();
  }
};
