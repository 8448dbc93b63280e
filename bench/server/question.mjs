/** The one question everybody is asked, and the one answer the peers give: ours, so that all send the same bytes. */
const QUESTION = {
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

let fresh = 0;

/** What autocannon sends: `legacy` and `modern` ask the same again and again, `fresh` something new each time. */
export function requestOf(form) {
  if (form === 'legacy') return { headers: HEADERS, body: rpc(1, QUESTION) };
  const headers = {
    ...HEADERS,
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': QUESTION.name,
  };
  if (form === 'modern') return { headers, body: rpc(1, { ...QUESTION, _meta: META }) };
  return {
    headers,
    setupRequest: (request) => {
      fresh += 1;
      const limit = 70 + (fresh % 4000);
      const params = { ...QUESTION, arguments: { ...QUESTION.arguments, limit }, _meta: META };
      return { ...request, body: rpc(fresh, params) };
    },
  };
}

/** Asks our own server once: the text that the peers are to give. */
export async function answerText(url) {
  const response = await fetch(url, { method: 'POST', headers: HEADERS, body: rpc(1, QUESTION) });
  const text = await response.text();
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)).result;
}
