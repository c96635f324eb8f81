/** @file Archives made by hand, sound and hostile ones. */
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'

export interface Member {
  readonly path: string
  readonly bytes?: Buffer
  readonly link?: string
  /** States another size than the bytes have. */
  readonly claims?: number
}

function tarHeader(path: string, size: number, type: string, link = ''): Buffer {
  const header = Buffer.alloc(512)
  header.write(path.slice(0, 100), 0, 'utf8')
  header.write('0000644\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('        ', 148)
  header.write(type, 156)
  header.write(link, 157)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

const pad = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)])

/** A name that does not fit gets a pax header, as every writer of today does. */
export function makeTar(members: readonly Member[]): Buffer {
  const parts = members.flatMap(({ path, bytes = Buffer.alloc(0), link, claims }) => {
    const record = ` path=${path}\n`
    const length =
      [record.length + 2, record.length + 3].find((each) => String(each).length + record.length === each) ?? 0
    const pax = Buffer.from(`${length}${record}`)
    const long = path.length > 100 ? [tarHeader('pax', pax.length, 'x'), pad(pax)] : []
    const type = link !== undefined ? '2' : path.endsWith('/') ? '5' : '0'
    return [...long, tarHeader(path, claims ?? bytes.length, type, link), pad(bytes)]
  })
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}

export const makeTarGz = (members: readonly Member[]): Buffer => gzipSync(makeTar(members))

export function makeZip(members: readonly Member[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { path, bytes: content = Buffer.alloc(0), link, claims } of members) {
    const bytes = link === undefined ? content : Buffer.from(link)
    const packed = deflateRawSync(bytes)
    const name = Buffer.from(path)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claims ?? bytes.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(((link === undefined ? 0o100644 : 0o120777) << 16) >>> 0, 6)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([20, 3]), common, tail, name]))
    locals.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, central, end])
}
