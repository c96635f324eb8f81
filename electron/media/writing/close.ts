/** Lets go of what writing keeps between files. */
import { endCarrier } from './attributes.ts'
import { forgetBuffers } from './whole-file.ts'

/** Ends the helper process and frees the memory; writing again takes both anew. */
export function closeWriting(): void {
  endCarrier()
  forgetBuffers()
}
