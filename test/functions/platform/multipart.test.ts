import { describe, expect, test } from '@jest/globals';
import { formOfParts, isMultipart } from '../../../functions/platform/body/multipart.ts';

/** A form in parts, as a client writes it. */
async function written(form: FormData): Promise<[bytes: Uint8Array, contentType: string]> {
  const request = new Request('http://x', { method: 'POST', body: form });
  const bytes = new Uint8Array(await request.arrayBuffer());
  return [bytes, request.headers.get('content-type') ?? ''];
}

function formWith(fields: Record<string, string | Blob>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

describe('a form in parts', () => {
  test('means the same as a plain form', async () => {
    const parts = await written(
      formWith({ amount: '1000', 'payment_details[type]': 'konbini', note: '注文 & co' }),
    );

    expect(await formOfParts(...parts)).toBe(
      new URLSearchParams({
        amount: '1000',
        'payment_details[type]': 'konbini',
        note: '注文 & co',
      }).toString(),
    );
  });

  test('keeps a field that is given twice, for the form’s reader to refuse', async () => {
    const form = formWith({ amount: '1' });
    form.append('amount', '2');

    expect(await formOfParts(...(await written(form)))).toBe('amount=1&amount=2');
  });

  test('with a file is refused by the field’s name', async () => {
    const parts = await written(formWith({ scan: new Blob(['x']) }));

    await expect(formOfParts(...parts)).rejects.toMatchObject({
      code: 'invalid_parameter',
      detail: { param: 'scan', message: 'A file is not accepted. Send fields only.' },
    });
  });

  test.each([
    ['has no boundary', 'multipart/form-data', 'x'],
    ['has another boundary', 'multipart/form-data; boundary=a', '--b\r\n'],
    [
      'is cut',
      'multipart/form-data; boundary=a',
      '--a\r\nContent-Disposition: form-data; name="x"\r\n\r\n1',
    ],
  ])('that %s is refused', async (_, contentType, body) => {
    await expect(formOfParts(Buffer.from(body), contentType)).rejects.toMatchObject({
      code: 'invalid_parameter',
    });
  });

  test.each([
    ['multipart/form-data; boundary=x', true],
    ['Multipart/Form-Data;boundary=x', true],
    ['multipart/form-data', true],
    ['multipart/form-database', false],
    ['multipart/mixed; boundary=x', false],
    ['application/x-www-form-urlencoded', false],
    [undefined, false],
  ])('is recognised by its content type %j: %s', (contentType, is) => {
    expect(isMultipart(contentType)).toBe(is);
  });
});
