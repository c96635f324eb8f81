/** A handler that only acts. */
export function done<I>(act: (input: I) => void): (input: I) => Promise<{ done: true }> {
  return (input) =>
    new Promise((resolve) => {
      act(input)
      resolve({ done: true })
    })
}
