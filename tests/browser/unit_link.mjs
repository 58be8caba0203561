// What a unit's contact sees behind the link in a reminder, on a telephone, with script and without.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { artefacts, checkHtml, Daemon, launched, violations } from './world.mjs';

const width = 360;
const daemon = await Daemon.start();
const browser = await launched();
// One unit a test that acts: each link leads to what that unit still owes.
const links = [...new Map(daemon.unitLinks().map(
    (link) => [Buffer.from(link.slice(3), 'base64url').subarray(0, 12).toString('hex'), link]))
    .values()].reverse();

test.after(async () => {
  await browser.close();
  await daemon.stop();
});

const opened = (options = {}) =>
    browser.newContext({ viewport: { width, height: 740 }, bypassCSP: true, ...options });

// The first link behind which something is owed that is not handed in.
async function owing(page) {
  for (const link of links) {
    await page.goto(daemon.url + link);
    if (await page.locator('form[action$="/acknowledge"]').count() > 0) return link;
  }
  assert.fail('no link leads to anything that is owed');
}

test('the page of a link has no violation, does not overflow and is valid HTML', async () => {
  assert.ok(links.length > 3, `${links.length} links`);
  const context = await opened();
  const page = await context.newPage();
  const link = await owing(page);
  await page.screenshot({ path: path.join(artefacts, 'lien-ket-360.png'), fullPage: true });
  assert.deepEqual(await violations(page), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width);
  const folder = mkdtempSync(path.join(tmpdir(), 'dondoc-html-'));
  for (const [name, address] of [['owed', link], ['gone', `${link.slice(0, -3)}AAA`]]) {
    const answer = await fetch(daemon.url + address, { headers: { 'Accept': 'text/html' } });
    writeFileSync(path.join(folder, `${name}.html`), await answer.text());
  }
  checkHtml(folder);
  rmSync(folder, { recursive: true });
  await context.close();
});

for (const script of [true, false]) {
  test(`a contact answers by the link ${script ? 'with' : 'without'} script`, async () => {
    const context = await opened({ javaScriptEnabled: script });
    const page = await context.newPage();
    await owing(page);
    const before = await page.locator('form[action$="/acknowledge"]').count();
    await page.locator('form[action$="/acknowledge"] button').first().click();
    assert.match(await page.getByRole('status').innerText(), /xác nhận đã nhận/);
    assert.equal(await page.locator('form[action$="/acknowledge"]').count(), before - 1);

    const asks = page.locator('details:has(form[action$="/request"])').first();
    await asks.locator('summary').click();
    await asks.locator('[name="to"]').fill('2017-12-29');
    await asks.locator('[name="reason"]').fill('đơn vị đang chuyển trụ sở');
    await asks.locator('button').click();
    assert.match(await page.getByRole('status').innerText(), /đề nghị gia hạn/);

    const hands = page.locator('details:has(form[action$="/submit"])').first();
    await hands.locator('summary').click();
    await hands.locator('[name="document"]').fill('21/BC-TTYT');
    await hands.locator('[name="dated"]').fill('2017-06-19');
    await hands.locator('[name="signer"]').fill('Giám đốc');
    await hands.locator('[name="file"]').setInputFiles(
        { name: 'báo cáo.txt', mimeType: 'text/plain', buffer: Buffer.from('đã nộp') });
    await hands.locator('button').click();
    assert.match(await page.getByRole('status').innerText(), /việc nộp/);
    const shot = `lien-ket-da-nop-${script ? 'script' : 'khong-script'}-360.png`;
    await page.screenshot({ path: path.join(artefacts, shot), fullPage: true });
    await context.close();
  });
}
