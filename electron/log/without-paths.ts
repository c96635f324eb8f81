/** Takes what may be a photo's path out of a message or a stack; the frames of our own code stay. */

/** `    at name (file:///somewhere/electron/log/log.ts:12:3)`, or without a name. */
const frame = /^\s+at .*/u
/** What Node and native libraries quote: paths and whatever else came from outside. */
const quoted = /'[^'\n]*'|"[^"\n]*"|“[^”\n]*”/gu
/** A path on POSIX, of a Windows drive or of a share, to the end of its line: names may hold any letter. */
const path = /(?:file:\/\/|(?<![\w.])\/|\b[A-Za-z]:[\\/]|\\\\)[^\n]*/gu

/** Where the program lies is nobody's business either: `/home/jo/sightline/electron/engine.ts:3:1` keeps its end. */
const programPath = /(?:file:\/\/)?[^\s()]*[\\/](electron|renderer|out|node_modules|models|app\.asar)[\\/]/u

/** Where anything else lies: dependencies of dependencies, a script of somebody. */
const elsewhere = /(?<=[\s(])(?:file:\/\/)?(?:\/|[A-Za-z]:[\\/]).*$/u

export function withoutPaths(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      frame.test(line) ? shortFrame(line) : line.replace(quoted, '<left out>').replace(path, '<left out>'),
    )
    .join('\n')
}

function shortFrame(line: string): string {
  return programPath.test(line) ? line.replace(programPath, '$1/') : line.replace(elsewhere, '<elsewhere>')
}
