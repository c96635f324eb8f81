import { describe, expect, it } from 'vitest'
import { whyNoProxy } from '../../electron/download/proxy.ts'

const old = { version: 'v22.18.0', readsVariables: false }
const current = { version: 'v24.21.0', readsVariables: true }

describe('a proxy of the environment', () => {
  it.each([
    ['https:', {}, old, undefined],
    ['https:', { HTTPS_PROXY: ' ' }, old, undefined],
    ['https:', { HTTP_PROXY: 'http://proxy:3128' }, old, undefined],
    ['https:', { HTTPS_PROXY: 'http://proxy:3128' }, current, undefined],
    ['https:', { HTTPS_PROXY: 'proxy:3128' }, current, undefined],
    ['http:', { ALL_PROXY: 'proxy:3128' }, current, undefined],
    ['https:', { HTTPS_PROXY: 'proxy:3128' }, old, /HTTPS_PROXY was not used: this Node \(v22\.18\.0\).*24\.5/u],
    ['http:', { http_proxy: 'proxy:3128' }, old, /http_proxy was not used: this Node/u],
    ['https:', { ALL_PROXY: 'socks5h://proxy:1080' }, current, /ALL_PROXY was not used.*not through socks5h:\/\/\./u],
    ['https:', { HTTPS_PROXY: 'not a url' }, current, /HTTPS_PROXY was not used: it is no address/u],
  ])('%s %j', (protocol, environment, node, sentence) => {
    const why = whyNoProxy(protocol, environment, node)

    if (sentence === undefined) expect(why).toBeUndefined()
    else expect(why).toMatch(sentence)
  })

  it('is understood by the Node that runs this', () => {
    expect(whyNoProxy('https:', { HTTPS_PROXY: 'http://proxy:3128' })).toBeUndefined()
  })
})
