/** The value, or another one if it takes longer than this, in milliseconds. */
export async function inTime<Value>(
  value: Promise<Value>,
  patience: number,
  instead: () => Value | Promise<Value>,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Value>((resolve, reject) => {
    timer = setTimeout(() => Promise.resolve().then(instead).then(resolve, reject), patience);
  });
  return Promise.race([value, late]).finally(() => clearTimeout(timer));
}
