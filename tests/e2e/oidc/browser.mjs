// SPDX-License-Identifier: GPL-3.0-or-later
// The system browser of the end-to-end tests: headless Chromium behind chromedriver, which opens the address it is given, fills in the provider's
// login form, agrees, and waits until it is back at the loopback address. Usage: BROWSER="node browser.mjs" (the address comes last).
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const address = process.argv.at(-1);
const log = process.env.E2E_BROWSER_LOG;
const note = (text) => { if (log) appendFileSync(log, `${text}\n`); };
const profile = mkdtempSync(join(tmpdir(), 'keystead-browser-'));
const driver = spawn('chromedriver', ['--port=0'], { stdio: ['ignore', 'pipe', 'ignore'] });

const port = await new Promise((resolve, reject) => {
  let text = '';
  driver.stdout.on('data', (chunk) => {
    text += chunk;
    const found = text.match(/successfully on port (\d+)/);
    if (found) resolve(found[1]);
  });
  driver.on('exit', () => reject(new Error('chromedriver ended')));
});

const call = async (method, path, body) => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${path}: ${value.error}: ${value.message}`);
  return value;
};

const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', `--user-data-dir=${profile}`];
let session;
try {
  ({ sessionId: session } = await call('POST', '/session', { capabilities: { alwaysMatch: { browserName: 'chrome', 'goog:chromeOptions': { args: flags, binary: '/usr/bin/chromium' } } } }));
  const base = `/session/${session}`;
  const element = async (selector) => {
    const found = await call('POST', `${base}/elements`, { using: 'css selector', value: selector });
    return found.length ? Object.values(found[0])[0] : null;
  };
  await call('POST', `${base}/url`, { url: address });
  // A page may be on its way out when it is looked at: what has gone stale is looked for again, until the time is over.
  const deadline = Date.now() + 60_000;
  let pressed = null;
  for (;;) {
    const url = await call('GET', `${base}/url`);
    if (url.startsWith('http://127.0.0.1') && new URL(url).pathname === '/callback') break;
    if (Date.now() > deadline) throw new Error(`never came back from ${url}`);
    try {
      const button = await element('button[type=submit], a.main');
      if (!button || button === pressed) {
        await new Promise((resolve) => { setTimeout(resolve, 50); });
        continue;
      }
      const login = await element('input[name=login]');
      if (login) {
        await call('POST', `${base}/element/${login}/clear`, {}); // login_hint may stand in it
        await call('POST', `${base}/element/${login}/value`, { text: process.env.E2E_ACCOUNT ?? 'ada' });
        await call('POST', `${base}/element/${await element('input[name=password]')}/value`, { text: 'any' });
      }
      note(`pressing at ${new URL(url).pathname}`);
      await call('POST', `${base}/element/${button}/click`, {});
      pressed = button;
    } catch (error) {
      if (!/stale element|no such element|not interactable/.test(error.message)) throw error;
    }
  }
  note(`title: ${await call('GET', `${base}/title`)}`);
} catch (error) {
  note(`failed: ${error.message}`);
  process.exitCode = 1;
} finally {
  if (session) await call('DELETE', `/session/${session}`).catch(() => {});
  driver.kill();
  rmSync(profile, { recursive: true, force: true });
}
