// Writes a language model of 2 MB whose next word depends on nothing but the last one: a table that is spelled out below.
// With it a real server of models answers the same on every machine, at once, and the server's own template, grammar of
// calls and sampler are put to work as with any other model.
import { closeSync, openSync, writeSync } from 'node:fs';

const WIDTH = 320; // The embedding is one-hot, so there is room for as many tokens.
const [NORMAL, CONTROL, USER_DEFINED] = [1, 3, 4];

/** What the template ends a request with; see template.jinja. What follows in a row is what the model says. */
const CHAINS = [
  ['<|call|>', '<tool_call>', '\n'],
  ['<|answer|>', 'The', ' tool', ' has', ' answered', '.', '<|end|>'],
  ['<|talk|>', 'I', ' know', ' a', ' word', ' or', ' two', '!', '<|end|>'],
  ['<|story|>', 'Once', ' upon', ' time', ' there', ' was', ' Once'],
  [' Once', ' upon'],
  ['}', '\n', '</tool_call>', '<|end|>'],
];

/** Where the table says nothing, as within the arguments of a call, the shortest way to their end. */
const OTHERWISE = { '}': 0.5, '"': 0.45, ',': 0.4, ':': 0.4, 2: 0.3, a: 0.2 };

/** The letters that stand for bytes in a vocabulary of this kind. */
function lettersOfBytes() {
  const shown = (byte) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  return [...Array(256).keys()].map((byte) => String.fromCodePoint(shown(byte) ? byte : next++));
}

function vocabulary() {
  const letters = lettersOfBytes();
  const spelled = (text) => [...Buffer.from(text)].map((byte) => letters[byte]).join('');
  const tokens = letters.map((text) => ({ text, type: NORMAL }));
  const ids = new Map([...Array(128).keys()].map((byte) => [String.fromCharCode(byte), byte]));
  const add = (text, type) => {
    if (!ids.has(text)) {
      ids.set(text, tokens.length);
      tokens.push({ text: type === NORMAL ? spelled(text) : text, type });
    }
  };
  add('<|end|>', CONTROL);
  add('<|role|>', CONTROL);
  add('<tool_call>', USER_DEFINED);
  add('</tool_call>', USER_DEFINED);
  for (const chain of CHAINS) chain.forEach((text, at) => add(text, at === 0 && text.startsWith('<|') ? CONTROL : USER_DEFINED));
  add('th', NORMAL);
  return { tokens, ids };
}

function table({ tokens, ids }) {
  const next = new Float32Array(WIDTH * tokens.length); // a row for each token that may come, a column for the last one
  const set = (last, token, weight) => (next[token * WIDTH + last] = weight);
  for (let last = 0; last < tokens.length; last++) {
    for (const [text, weight] of Object.entries(OTHERWISE)) set(last, ids.get(text), weight);
  }
  for (const chain of CHAINS) {
    for (let at = 1; at < chain.length; at++) set(ids.get(chain[at - 1]), ids.get(chain[at]), 1);
  }
  return next;
}

function oneHot(count) {
  const rows = new Float32Array(WIDTH * count);
  for (let token = 0; token < count; token++) rows[token * WIDTH + token] = 1;
  return rows;
}

/** The format: magic, version, counts, the facts, the index of tensors, and the tensors, each at a multiple of 32. */
class Gguf {
  #facts = [];
  #tensors = [];

  fact(name, kind, value) {
    this.#facts.push([this.#text(name), this.#u32(kind), value]);
    return this;
  }
  number(name, value) { return this.fact(name, 4, this.#u32(value)); }
  real(name, value) { return this.fact(name, 6, this.#f32(value)); }
  flag(name, value) { return this.fact(name, 7, Buffer.from([value ? 1 : 0])); }
  word(name, value) { return this.fact(name, 8, this.#text(value)); }
  words(name, values) { return this.fact(name, 9, this.#list(8, values.map((value) => this.#text(value)))); }
  numbers(name, values) { return this.fact(name, 9, this.#list(5, values.map((value) => this.#u32(value)))); }

  tensor(name, dimensions, values) {
    this.#tensors.push({ name, dimensions, values });
    return this;
  }

  write(file) {
    let offset = 0;
    const index = this.#tensors.map(({ name, dimensions, values }) => {
      const entry = Buffer.concat([this.#text(name), this.#u32(dimensions.length), ...dimensions.map((size) => this.#u64(size)),
        this.#u32(0), this.#u64(offset)]);
      offset += values.byteLength + padding(values.byteLength);
      return entry;
    });
    const head = Buffer.concat([Buffer.from('GGUF'), this.#u32(3), this.#u64(this.#tensors.length),
      this.#u64(this.#facts.length), ...this.#facts.flat(), ...index]);
    const out = openSync(file, 'w');
    writeSync(out, Buffer.concat([head, Buffer.alloc(padding(head.length))]));
    for (const { values } of this.#tensors) {
      const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
      writeSync(out, Buffer.concat([bytes, Buffer.alloc(padding(bytes.length))]));
    }
    closeSync(out);
  }

  #u32(value) { const bytes = Buffer.alloc(4); bytes.writeUInt32LE(value); return bytes; }
  #u64(value) { const bytes = Buffer.alloc(8); bytes.writeBigUInt64LE(BigInt(value)); return bytes; }
  #f32(value) { const bytes = Buffer.alloc(4); bytes.writeFloatLE(value); return bytes; }
  #text(value) { const bytes = Buffer.from(value); return Buffer.concat([this.#u64(bytes.length), bytes]); }
  #list(kind, values) { return Buffer.concat([this.#u32(kind), this.#u64(values.length), ...values]); }
}

const padding = (length) => (32 - (length % 32)) % 32;

export function writeModel(file) {
  const words = vocabulary();
  const { tokens, ids } = words;
  const zeros = (rows) => new Float32Array(WIDTH * rows);
  const ones = new Float32Array(WIDTH).fill(1);
  new Gguf()
    .word('general.architecture', 'llama')
    .word('general.name', 'bigram')
    .number('llama.context_length', 131072)
    .number('llama.embedding_length', WIDTH)
    .number('llama.block_count', 1)
    .number('llama.feed_forward_length', 32)
    .number('llama.attention.head_count', 5)
    .number('llama.attention.head_count_kv', 5)
    .number('llama.rope.dimension_count', 64)
    .real('llama.attention.layer_norm_rms_epsilon', 1e-5)
    .word('tokenizer.ggml.model', 'gpt2')
    .word('tokenizer.ggml.pre', 'gpt-2')
    .words('tokenizer.ggml.tokens', tokens.map(({ text }) => text))
    .numbers('tokenizer.ggml.token_type', tokens.map(({ type }) => type))
    .words('tokenizer.ggml.merges', ['t h'])
    .number('tokenizer.ggml.bos_token_id', ids.get('<|role|>'))
    .number('tokenizer.ggml.eos_token_id', ids.get('<|end|>'))
    .flag('tokenizer.ggml.add_bos_token', false)
    .tensor('token_embd.weight', [WIDTH, tokens.length], oneHot(tokens.length))
    .tensor('output_norm.weight', [WIDTH], ones)
    .tensor('output.weight', [WIDTH, tokens.length], table(words))
    .tensor('blk.0.attn_norm.weight', [WIDTH], ones)
    .tensor('blk.0.attn_q.weight', [WIDTH, WIDTH], zeros(WIDTH))
    .tensor('blk.0.attn_k.weight', [WIDTH, WIDTH], zeros(WIDTH))
    .tensor('blk.0.attn_v.weight', [WIDTH, WIDTH], zeros(WIDTH))
    .tensor('blk.0.attn_output.weight', [WIDTH, WIDTH], zeros(WIDTH))
    .tensor('blk.0.ffn_norm.weight', [WIDTH], ones)
    .tensor('blk.0.ffn_gate.weight', [WIDTH, 32], zeros(32))
    .tensor('blk.0.ffn_up.weight', [WIDTH, 32], zeros(32))
    .tensor('blk.0.ffn_down.weight', [32, WIDTH], zeros(32))
    .write(file);
}
