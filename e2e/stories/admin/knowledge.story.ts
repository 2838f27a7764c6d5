import { docxOf, pdfOf, wordParagraph } from '../../../server/knowledge/ingestion/files.testing.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { Chat } from '../fixtures/chat.ts';
import { expect, test } from '../fixtures/story.ts';

const bell = `---
id: anniversary-bell
title: Anniversary bell
audience: public
volatility: stable
updated: 2026-11-01
---
## What the anniversary bell is made of
The anniversary bell is made of brushed brass and rings in the key of G.
`;

test('A document that an admin uploads answers the next customer, and is gone once deleted', async ({
  adminPage,
  anotherBrowser,
}) => {
  test.setTimeout(120_000);
  const question = 'What is the anniversary bell made of?';
  const ask = async () => {
    const chat = await Chat.onShop(await anotherBrowser());
    const answer = await chat.ask(question);
    return { answer, text: chat.textOf(answer) };
  };
  const before = await ask();
  await expect(before.text).not.toContainText('brass');

  await adminPage.goto('/admin/knowledge');
  await adminPage
    .locator('input[type=file]')
    .setInputFiles({ name: 'bell.md', mimeType: 'text/markdown', buffer: Buffer.from(bell) });
  await expect(adminPage.getByText('Added. It can be found by words now')).toBeVisible();
  await adminPage.getByLabel('Search documents').fill('anniversary');
  const row = adminPage.getByRole('row', { name: 'Anniversary bell' });
  await expect(row).toContainText('Ready');
  await expectAccessible(adminPage, 'an uploaded document');

  const with_ = await ask();
  await expect(with_.text).toContainText('brushed brass');
  await expect(with_.answer.getByRole('region', { name: 'Sources' })).toContainText(
    'Anniversary bell',
  );

  await row.getByRole('button', { name: 'Delete Anniversary bell' }).click();
  const dialog = adminPage.getByRole('dialog', { name: 'Delete this document?' });
  await expect(dialog).toBeVisible();
  await expectAccessible(adminPage, 'the question before a deletion');
  await dialog.getByRole('button', { name: 'Delete document' }).click();
  await expect(row).toBeHidden();

  const after = await ask();
  await expect(after.text).not.toContainText('brass');
});

const sentence = (kind: string) => `The festival bell in ${kind} is cast anew every spring.`;
const files: [
  name: string,
  good: string | Uint8Array,
  damaged: string | Uint8Array,
  why: RegExp,
][] = [
  ['bell.md', `# Bell\n${sentence('md')}`, '---\nid: [open\n---\nBell', /not valid YAML/],
  ['bell.txt', sentence('txt'), new Uint8Array(900).map((_, at) => at % 251), /not text/],
  ['bell.html', `<html><body><h1>Bell</h1><p>${sentence('html')}`, '<html><body>', /no text/],
  ['bell.pdf', pdfOf([[{ text: sentence('pdf'), y: 700 }]]), '%PDF-1.7 cut', /read as PDF/],
  ['bell.docx', docxOf(wordParagraph(sentence('docx'))), 'PK no zip', /not a whole ZIP/],
];

test('Documents of every kind are taken in, and damaged ones are refused in words', async ({
  adminPage,
}) => {
  test.setTimeout(120_000);
  await adminPage.goto('/admin/knowledge');
  const jobs = adminPage.getByRole('listitem');
  for (const [name, good, damaged, why] of files) {
    const ending = name.replace('bell', '');
    const mimeType = 'application/octet-stream';
    await adminPage.locator('input[type=file]').setInputFiles([
      { name: `festival in${ending}${ending}`, mimeType, buffer: Buffer.from(good) },
      { name: `broken${ending}`, mimeType, buffer: Buffer.from(damaged) },
    ]);
    await expect(jobs.filter({ hasText: `festival in${ending}${ending}` })).toContainText('Added.');
    await expect(jobs.filter({ hasText: `broken${ending}` })).toContainText(why);
  }
  await expectAccessible(adminPage, 'what became of ten files');
  await adminPage.getByLabel('Search documents').fill('festival');
  for (let left = files.length; left > 0; left -= 1) {
    const found = adminPage.getByRole('button', { name: /^Delete / });
    await expect(found).toHaveCount(left);
    await found.first().click();
    await adminPage.getByRole('dialog').getByRole('button', { name: 'Delete document' }).click();
    await expect(found).toHaveCount(left - 1);
  }
});

test('A damaged file is refused with its reason and leaves the rest untouched', async ({
  adminPage,
}) => {
  await adminPage.goto('/admin/knowledge');
  const documents = adminPage.getByText(/^\d+ documents in \d+ passages/);
  const before = await documents.textContent();
  const choose = adminPage.locator('input[type=file]');
  await choose.setInputFiles({
    name: 'catalogue.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7\nthis was cut off'),
  });
  const reading = adminPage.getByRole('listitem').filter({ hasText: 'catalogue.pdf' });
  await expect(reading).toContainText('The file is damaged or not what its name says.');
  await expect(reading).toContainText('The rest of the knowledge base is untouched.');

  await choose.setInputFiles({
    name: 'catalogue.exe',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('MZ'),
  });
  await expect(adminPage.getByRole('alert')).toContainText('is of a kind that cannot be read');
  await expectAccessible(adminPage, 'refused files');
  await expect(documents).toHaveText(before ?? '');
});

test('An admin reads a document as it is searched', async ({ adminPage }) => {
  await adminPage.goto('/admin/knowledge');
  await adminPage.getByRole('link', { name: 'Express delivery' }).click();
  await expect(adminPage.getByRole('heading', { level: 1 })).toHaveText('Express delivery');
  await expect(
    adminPage.getByText('Express delivery within Germany costs 12.90 EUR'),
  ).toBeVisible();
  await expectAccessible(adminPage, 'a document');
});
