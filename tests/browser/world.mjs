// What the browser's tests share: a daemon of their own on the sample year, the browser, and axe.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const vnuJar = path.join(path.dirname(require.resolve('vnu-jar/package.json')),
                         'build/dist/vnu.jar');
const samples = path.join(process.env.DONDOC_SOURCE_DIR, 'config/samples');
export const artefacts = process.env.DONDOC_ARTEFACTS;
export const campaign = 'lao-cai-2017';
export const widths = [1280, 360];
export const today = '2017-06-20';  // the clock stands still at its beginning
const reached = 'https://thi-dua.syt-laocai.example';  // by units, as their letters say

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
               '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const launched = () => {
  mkdirSync(artefacts, { recursive: true });
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
                           headless: true, args: flags });
};

// A daemon of our own on the sample year, up to `today`; nothing leaves the machine.
export class Daemon {
  static async start() {
    const daemon = new Daemon();
    daemon.folder = mkdtempSync(path.join(tmpdir(), 'dondoc-browser-'));
    const config = path.join(daemon.folder, 'config');
    execFileSync('cp', ['-r', samples, config]);
    const file = path.join(config, 'lao-cai-2017.toml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('127.0.0.1:8480', '127.0.0.1:0') +
                        `\n[links]\npublic_url = "${reached}"\n`);
    daemon.process = spawn(process.env.DONDOC, [
      'serve', '--config', file, '--state-directory', path.join(daemon.folder, 'state'),
      '--virtual-from', '2017-01-01', '--virtual-to', today, '--pace', '0',
      '--events', path.join(config, 'demo/lao-cai-2017.events.jsonl'),
    ], { stdio: ['ignore', 'pipe', 'inherit'] });
    daemon.url = await daemon.#said(/http:\/\/127\.0\.0\.1:\d+/);
    await daemon.#said(/\n\n/);  // the report of a year that is over
    return daemon;
  }

  #output = '';
  #listening = false;
  #said(what) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.#output.match(what);
        if (found) resolve(found[0]);
      };
      this.process.stdout.on('data', look);
      if (!this.#listening) {
        this.#listening = true;
        this.process.stdout.prependListener('data', (bytes) => { this.#output += bytes; });
        this.process.on('exit', (code) => reject(new Error(`dondoc ended with ${code}`)));
      }
      look();
    });
  }

  async post(address, body) {
    const token = readFileSync(path.join(this.folder, 'state/token'), 'utf8').trim();
    const answer = await fetch(this.url + address, {
      method: 'POST',
      headers: { 'Authorization': `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ by: 'chuyen-vien-tccb', ...body }),
    });
    assert.equal(answer.status, 200, await answer.text());
  }

  // The paths of the links to units' own pages in the letters, the oldest letter's first.
  unitLinks() {
    const spool = path.join(this.folder, 'state/spool');
    const links = [];
    for (const name of readdirSync(spool).sort()) {
      const letter = readFileSync(path.join(spool, name), 'latin1');
      for (const part of letter.split(/^--.*$/m)) {
        const [head, ...body] = part.split('\r\n\r\n');
        const text = /base64/i.test(head) ? Buffer.from(body.join(''), 'base64').toString('utf8')
                                          : body.join('').replaceAll('=\r\n', '');
        const found = text.match(new RegExp(`${reached}(/u/[\\w.=-]+)`));
        if (found) links.push(found[1]);
      }
    }
    return links;
  }

  async stop() {
    const ended = new Promise((resolve) => this.process.on('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true });
  }
}

export async function violations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => window.axe.run(document));
  return found.violations.map((one) => `${one.id}: ${one.help}: ` +
      one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | '));
}

// The pages in these files hold to HTML, by the Nu checker; what is wrong is printed.
export const checkHtml = (folder) =>
    execFileSync('java', ['-jar', vnuJar, '--errors-only', folder], { stdio: 'inherit' });
