/** Makes a value when it is first asked for, and keeps it. What throws is tried anew; a promise is kept as it is. */
export const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
