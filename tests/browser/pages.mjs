// The pages in a real browser, on the real daemon: the officer's morning, every page at two widths
// without a violation of axe-core and without an error of the HTML validator, with and without
// script. Screenshots are left in DONDOC_ARTEFACTS.
//
//   node tests/browser/pages.mjs        run by ./dev browser, which sets
//   DONDOC            the binary
//   DONDOC_SOURCE_DIR the project
//   DONDOC_ARTEFACTS  a folder for screenshots
//   CHROMIUM          the browser; default /usr/bin/chromium
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { artefacts, campaign, checkHtml, Daemon, launched, violations, widths } from './world.mjs';

const officer = { name: 'chuyen-vien', role: 'officer', password: 'mot hai ba bon nam' };

// Every page there is, by the name of its screenshot.
async function everyPage(daemon) {
  const list = async (address) => (await (await fetch(daemon.url + address)).json()).items;
  const [late] = await list('/api/v1/obligations?status=overdue&limit=1');
  const [message] = await list('/api/v1/messages?limit=1');
  assert.ok(late && message, 'the sample year has something late and something sent');
  return {
    'trang-chu': '/',
    'trang-chu-qua-han': '/?status=overdue',
    'sap-gui': '/upcoming',
    'da-gui': '/messages',
    'khong-gui': '/messages/untold',
    'thu': `/messages/${message.number}`,
    'quyet-dinh': '/decisions',
    'giu-thu': '/silences',
    'dang-nhap': '/login',
    'phong-trao': '/campaigns',
    'mot-phong-trao': `/campaigns/${campaign}`,
    'bao-cao': `/campaigns/${campaign}/report`,
    'don-vi': '/units',
    'mot-don-vi': `/units/${late.unit}`,
    'lich': '/calendar',
    'lich-du-kien': '/calendar/2030',
    'he-thong': '/system',
    'phieu-goi-dien': '/chase',
    'vi-sao': `/obligations/${late.id}?on=2017-06-16`,
    'khong-co': '/no-such-page',
    'tieng-anh': '/?lang=en',
  };
}

const daemon = await Daemon.start();
const browser = await launched();
const pages = await everyPage(daemon);
const someone = new URL(daemon.url + pages['vi-sao']).pathname.split('/').pop();
await daemon.post(`/api/v1/obligations/${someone}/request`,
                  { to: '2017-06-30', reason: 'đơn vị đang chuyển trụ sở' });
await daemon.post(`/api/v1/obligations/${someone}/hold`, { reason: 'chờ bản giấy' });
await daemon.post('/api/v1/silences', { campaign, units: [someone.split('.').pop()],
                                        until: '2017-06-23', reason: 'đoàn kiểm tra làm việc' });
await daemon.post('/api/v1/tokens', officer);

test.after(async () => {
  await browser.close();
  await daemon.stop();
});

// A page of the daemon is its own: no script of it runs, and axe is put in past the policy.
const opened = (width, options = {}) =>
    browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true, ...options });

async function enter(page) {
  await page.locator('#name').fill(officer.name);
  await page.locator('#password').fill(officer.password);
  await page.locator('form.login').getByRole('button').click();
}

async function logIn(page) {
  await page.goto(`${daemon.url}/login`);
  await enter(page);
}

for (const width of widths) {
  test(`every page at ${width} px has no violation and does not overflow`, async () => {
    const context = await opened(width);
    const page = await context.newPage();
    await logIn(page);
    const faults = [];
    for (const [name, address] of Object.entries(pages)) {
      await page.goto(daemon.url + address);
      await page.screenshot({ path: path.join(artefacts, `${name}-${width}.png`), fullPage: true });
      for (const one of await violations(page)) faults.push(`${name}: ${one}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) faults.push(`${name}: ${wide} px wide on a screen of ${width}`);
    }
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test('every page is valid HTML', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'dondoc-html-'));
  const context = await opened(1280);
  const page = await context.newPage();
  await logIn(page);
  for (const [name, address] of Object.entries(pages)) {
    const answer = await page.goto(daemon.url + address);
    writeFileSync(path.join(folder, `${name}.html`), await answer.text());
  }
  await context.close();
  checkHtml(folder);
  rmSync(folder, { recursive: true });
});

// Opens the form of an act on the page of an obligation, fills it in and sends it.
async function act(page, name, fields) {
  const form = page.locator(`#act-${name}`);
  if (!(await form.evaluate((one) => one.open).catch(() => false)))
    await form.locator('summary').click();
  for (const [field, value] of Object.entries(fields))
    await form.locator(`[name="${field}"]`).fill(value);
  await form.getByRole('button').click();
}

const said = async (page, role) => (await page.getByRole(role).allInnerTexts()).join('\n');

for (const width of widths) for (const script of [true, false]) {
  const how = `at ${width} px ${script ? 'with' : 'without'} script`;
  test(`the officer's morning ${how}`, async () => {
    const context = await opened(width, { javaScriptEnabled: script });
    const page = await context.newPage();
    await logIn(page);
    await page.goto(daemon.url);
    assert.match(await page.title(), /^\(\d+\) Quá hạn - Đôn đốc$/);
    await page.getByRole('link', { name: /quá hạn$/ }).first().click();
    const late = page.locator('tr.overdue').last();
    assert.match(await late.innerText(), /quá hạn \d+ ngày làm việc/);
    await late.getByRole('link', { name: 'vì sao?' }).click();
    await page.getByRole('heading', { name: 'Diễn biến' }).waitFor();
    const obligation = new URL(page.url()).pathname;

    // A day that has gone by is refused in words, and what was written stands there still.
    await act(page, 'extend', { due: '2017-05-02', reason: 'đơn vị thiếu người',
                                approver: 'Giám đốc' });
    assert.match(await said(page, 'alert'), /^Chưa thực hiện được: ./);
    assert.equal(await page.locator('#extend-reason').inputValue(), 'đơn vị thiếu người');
    await page.screenshot({ path: path.join(artefacts, `tu-choi-${width}.png`), fullPage: true });

    await act(page, 'hold', { reason: 'đơn vị hẹn nộp chiều nay' });
    assert.match(await said(page, 'status'), /Đã ghi: /);
    assert.match(await page.locator('main').innerText(), /đơn vị hẹn nộp chiều nay/);
    const ways = page.getByRole('navigation', { name: 'Các trang' }).first();
    await ways.getByRole('link', { name: 'Quyết định' }).click();
    assert.match(await page.locator('main').innerText(), /đơn vị hẹn nộp chiều nay/);
    assert.match(await page.locator('main').innerText(), /đơn vị đang chuyển trụ sở/);

    await page.goto(daemon.url + obligation);
    await act(page, 'submit', { document: '15/BC-BV', dated: '2017-06-19', signer: 'Giám đốc' });
    assert.match(await said(page, 'status'), /Đã ghi: /);
    await act(page, 'accept', {});
    assert.match(await said(page, 'status'), /Đã ghi: /);
    assert.match(await page.locator('dl.facts').innerText(), /15\/BC-BV/);
    await page.screenshot({ path: path.join(artefacts, `da-duyet-${width}.png`), fullPage: true });

    // What was recorded by mistake is taken back, step by step; the next morning begins as this one.
    for (let step = 0; step < 2; ++step) await act(page, 'reopen', { reason: 'ghi nhầm' });
    assert.equal(await page.locator('#act-hold').count(), 1);

    await ways.getByRole('link', { name: 'Sẽ gửi' }).click();
    assert.match(await page.locator('main').innerText(), /thư, \d+ lượt nhắc/);
    await ways.getByRole('link', { name: 'Giữ thư' }).click();
    assert.match(await page.locator('main').innerText(), /đoàn kiểm tra làm việc/);
    await ways.getByRole('link', { name: 'Phong trào' }).click();
    await page.getByRole('link', { name: 'Công tác thi đua, khen thưởng năm 2017' }).first().click();
    assert.equal(await page.locator('svg.timeline line.today').count(), 1);
    await page.getByRole('link', { name: 'English' }).click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.getByRole('navigation', { name: 'Pages' }).first()
        .getByRole('link', { name: 'Decisions' }).click();
    await page.getByRole('heading', { name: 'Extensions asked for' }).waitFor();
    await context.close();
  });
}

test('whoever is not logged in sees no form and is led to one', async () => {
  const context = await opened(360, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(daemon.url + pages['vi-sao']);
  assert.equal(await page.locator('form[method="post"]').count(), 0);
  await page.locator('#acts').getByRole('link').click();
  await enter(page);
  assert.equal(new URL(page.url()).pathname, new URL(daemon.url + pages['vi-sao']).pathname);
  assert.ok(await page.locator('form[method="post"]').count() > 1);
  await context.close();
});

test('the keyboard alone comes to the content and through the pages', async () => {
  const context = await opened(360);
  const page = await context.newPage();
  await page.goto(daemon.url);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#main');
  await page.keyboard.press('Enter');
  assert.equal(new URL(page.url()).hash, '#main');
  await page.goto(`${daemon.url}/upcoming`);
  for (let i = 0; i < 5; ++i) await page.keyboard.press('Tab');
  const named = await page.evaluate(() => document.activeElement.textContent.trim());
  assert.equal(named, 'Sẽ gửi');
  await context.close();
});

test('the list of messages comes as a table for spreadsheets', async () => {
  const answer = await fetch(`${daemon.url}/messages.csv?state=sent`);
  assert.equal(answer.headers.get('content-type'), 'text/csv; charset=utf-8');
  const bytes = Buffer.from(await answer.arrayBuffer());
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.ok(bytes.toString('utf8').split('\r\n').length > 20);
});

test('the sheets print on A4', async () => {
  const context = await opened(1280);
  const page = await context.newPage();
  for (const name of ['phieu-goi-dien', 'bao-cao']) {
    await page.goto(daemon.url + pages[name]);
    const pdf = path.join(artefacts, `${name}.pdf`);
    await page.pdf({ path: pdf, format: 'A4', preferCSSPageSize: true });
    const box = readFileSync(pdf, 'latin1').match(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/);
    const sides = [Number(box[1]), Number(box[2])].map(Math.round).sort((a, b) => a - b);
    const a4 = [595, 842].every((side, i) => Math.abs(sides[i] - side) <= 1);
    assert.ok(a4, `${name}: ${sides} points`);
    await page.emulateMedia({ media: 'print' });
    await page.screenshot({ path: path.join(artefacts, `${name}-giay.png`), fullPage: true });
    await page.emulateMedia({ media: 'screen' });
  }
  await context.close();
});
