/**
 * @file Keeps a known fault of V8 out of a process with several threads.
 * Calls from WebAssembly to JavaScript begin in one general wrapper; after 1,000 calls V8 compiles a wrapper of their
 * own and keeps it in a table that all threads share. When threads come and go, freeing such a wrapper can end the
 * whole process with "Check failed: jit_page.has_value()" (seen once, Node 24.21, in a process that had started five
 * inference threads; the same in nodejs/node#64500). The libraries we run in WebAssembly (libheif, and what
 * removes the types from sources that were not built) call out seldom, so the general wrapper costs them nothing.
 */
import { setFlagsFromString } from 'node:v8'

/** Calls before a wrapper is compiled: more than ever happen. */
const never = 2 ** 30

/** Has V8 compile no more wrappers in this process. Call it before a second thread starts. */
export function keepWasmWrappersGeneral(): void {
  setFlagsFromString(`--wasm-wrapper-tiering-budget=${String(never)}`)
}
