/** The one question everybody is asked, and the one answer the peers give: ours, so that all send the same bytes. */
export const answerQuestion = {
  name: 'get_filtered_parameters',
  arguments: { decisions: { stage: 'sft', method: 'lora', quantization: '4bit' } },
};

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

const rpc = (id, params) => JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params });

/** Decisions that upstream does not refuse, in an order in which neighbours differ: 640, each once. */
const METHODS = [
  ...['none', '4bit', '8bit'].map((quantization) => ({ method: 'lora', quantization })),
  ...['standard', 'apollo', 'badam', 'galore'].map((optimizer) => ({ method: 'full', optimizer })),
  { method: 'freeze' },
];
const FURTHER = {
  stage: ['sft', 'pt', 'rm', 'dpo', 'kto'],
  distributed: ['single', 'ddp'],
  precision: ['fp32', 'fp16', 'bf16', 'pure_bf16'],
  modality: ['text', 'multimodal'],
};
const ALL = METHODS.length * Object.values(FURTHER).reduce((product, { length }) => product * length, 1);
/** Has no factor in common with `ALL`. */
const STEP = 1009;

export const freshDecisions = (number) => {
  let rest = (number * STEP) % ALL;
  const take = (values) => {
    const value = values[rest % values.length];
    rest = Math.floor(rest / values.length);
    return value;
  };
  const method = take(METHODS);
  return {
    ...method,
    ...Object.fromEntries(Object.entries(FURTHER).map(([name, values]) => [name, take(values)])),
  };
};

/** With a limit of its own, so that no request is the same as another even after all decisions were asked for. */
export const freshQuestion = (number) => ({
  name: answerQuestion.name,
  arguments: { decisions: freshDecisions(number), limit: 70 + (number % 1000) },
});

let asked = 0;

/** What autocannon sends: the same again and again, or something new each time; on either era. */
export function requestOf({ era, fresh }) {
  const modern = era === 'modern';
  const headers = modern
    ? {
        ...HEADERS,
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': 'tools/call',
        'mcp-name': answerQuestion.name,
      }
    : HEADERS;
  const bodyOf = (id, question) => rpc(id, modern ? { ...question, _meta: META } : question);
  if (!fresh) return { headers, body: bodyOf(1, answerQuestion) };
  const setupRequest = (request) => {
    asked += 1;
    return { ...request, body: bodyOf(asked, freshQuestion(asked)) };
  };
  return { headers, setupRequest };
}

/** Asks our own server once: the text that the peers are to give. */
export async function answerText(url) {
  const response = await fetch(url, { method: 'POST', headers: HEADERS, body: rpc(1, answerQuestion) });
  const text = await response.text();
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)).result;
}
