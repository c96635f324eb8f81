/** @file The window's entry: joins the host to the state and mounts the app. */
import { mount } from 'svelte'
import { z } from 'zod'
import App from './App.svelte'
import './styles/base.css'

// The page's policy forbids code made from strings, which zod would use for speed.
z.config({ jitless: true })

const target = document.getElementById('app')
if (target === null) throw new Error('index.html has no #app')
mount(App, { target })
