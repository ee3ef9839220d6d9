// SPDX-License-Identifier: GPL-3.0-or-later
// A real OpenID provider on loopback: PKCE required, refresh tokens rotate, access tokens live a few seconds. Prints one JSON line
// {"issuer": ...} when it listens. Counts token requests; GET /__stats tells them; POST /__hold and /__release hold token answers.
import http from 'node:http';
import Provider from 'oidc-provider';

const lifetime = Number(process.env.ACCESS_TOKEN_SECONDS ?? 5);
const stats = { token: 0, refresh: 0, revocation: 0, answered: [] };
let held = null; // resolvers while answers are held
let handler = (request, response) => response.end();

const server = http.createServer((request, response) => handler(request, response));
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: 'keystead-e2e',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    }],
    pkce: { required: () => true, methods: ['S256'] },
    rotateRefreshToken: true,
    issueRefreshToken: async (context, client) => client.grantTypeAllowed('refresh_token'),
    features: { devInteractions: { enabled: true }, revocation: { enabled: true }, userinfo: { enabled: true } },
    claims: { openid: ['sub'], email: ['email'], profile: ['name'] },
    findAccount: async (context, id) => ({ accountId: id, claims: async () => ({ sub: id, email: `${id}@example.org`, name: id }) }),
    ttl: { AccessToken: lifetime, AuthorizationCode: 60, IdToken: 300, RefreshToken: 3600, Interaction: 600, Session: 600, Grant: 3600 },
    cookies: { keys: ['e2e-only'] },
  });
  provider.use(async (context, next) => {
    const token = context.path === '/token' && context.method === 'POST';
    if (token) stats.token += 1;
    await next();
    if (token && context.oidc?.params?.grant_type === 'refresh_token') {
      stats.refresh += 1;
      stats.answered.push({ spent: context.oidc.params.refresh_token, status: context.status, next: context.body?.refresh_token ?? null });
    }
    if (context.path === '/token/revocation' && context.status === 200) stats.revocation += 1;
    if (token && held) await new Promise((resolve) => held.push(resolve));
  });
  const callback = provider.callback();
  handler = (request, response) => {
    if (request.url === '/__stats') {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(stats));
    } else if (request.url === '/__hold') {
      held = [];
      response.end('held');
    } else if (request.url === '/__release') {
      const waiting = held ?? [];
      held = null;
      waiting.forEach((resolve) => resolve());
      response.end('released');
    } else {
      callback(request, response);
    }
  };
  console.log(JSON.stringify({ issuer }));
});
