import { answers, bindingRequest } from './stun-binding.js';

// Of RFC 5769: the request of 2.1 and the answer of 2.2, whose password and transaction are the same.
const PASSWORD = 'VOkJxbRl1RmTxUk/WvJxBt';
const TRANSACTION = Buffer.from('b7e7a701bc34d686fa87dfae', 'hex');
const ANSWER = Buffer.from(
  '0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000080001a147e112a643' +
    '000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96',
  'hex',
);

describe('a binding request', () => {
  const request = bindingRequest({ usernameFragment: 'abcd', password: PASSWORD }, TRANSACTION);

  it('has the form of RFC 8489: type, length, magic, transaction, signed and summed', () => {
    expect(request.subarray(0, 20).toString('hex')).toBe(
      `0001${(request.length - 20).toString(16).padStart(4, '0')}2112a442${TRANSACTION.toString('hex')}`,
    );
    const types: string[] = [];
    for (let at = 20; at < request.length; at += 4 + Math.ceil(request.readUInt16BE(at + 2) / 4) * 4)
      types.push(request.subarray(at, at + 2).toString('hex'));
    expect(types).toEqual(['0006', '0024', '802a', '0008', '8028']);
    expect(request.toString('latin1')).toContain('abcd:self');
  });

  it('is answered by what knows the password, and by nothing else', () => {
    expect(answers(ANSWER, TRANSACTION, PASSWORD)).toBe(true);
    expect(answers(ANSWER, TRANSACTION, 'another')).toBe(false);
    expect(answers(ANSWER, Buffer.alloc(12), PASSWORD)).toBe(false);
    expect(answers(request, TRANSACTION, PASSWORD)).toBe(false);
    for (let end = 0; end < 72; end += 1) expect(answers(ANSWER.subarray(0, end), TRANSACTION, PASSWORD)).toBe(false);
  });
});
