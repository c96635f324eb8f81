/** @file The module that `import … from 'electron'` gives: by name, and whole for those who ask for the default. */
export * from './electron-api.mjs'
export * as default from './electron-api.mjs'
