// The API's description, judged by a validator of others.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { Validator } from '@seriousme/openapi-schema-validator';

test('the API describes itself as OpenAPI 3.1 asks', async () => {
  const file = path.join(process.env.DONDOC_SOURCE_DIR, 'daemon/http/openapi.json');
  const judged = await new Validator().validate(JSON.parse(readFileSync(file, 'utf8')));
  assert.deepEqual(judged.errors ?? [], []);
  assert.equal(judged.valid, true);
});
