/** Does something for each of many, so many at a time. */
export async function eachOf<T>(many: T[], atOnce: number, what: (one: T) => Promise<void>) {
  const waiting = [...many]
  const worker = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await what(one)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, many.length) }, worker))
}
