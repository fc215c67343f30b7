// SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
// SPDX-License-Identifier: EUPL-1.2
// The certified provider on a free port of this machine. In: one JSON document as argument, the
// address by which it is called, its keys, its clients and the people it knows. Out: its port.

import { createServer } from "node:http";

import { Provider } from "oidc-provider";

const { issuer, keys, clients, people, api } = JSON.parse(process.argv[2]);

const provider = new Provider(issuer, {
  clients,
  jwks: { keys },
  cookies: { keys: ["only-for-tests"] },
  pkce: { methods: ["S256"], required: () => true },
  scopes: ["openid", "profile", "email", "groups", "api"],
  claims: {
    openid: ["sub"],
    profile: ["name", "locale"],
    email: ["email", "email_verified"],
    groups: ["groups"],
  },
  features: {
    backchannelLogout: { enabled: true },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_context, audience) => {
        if (audience !== api) throw new Error("no such resource");
        return { scope: "api", audience, accessTokenFormat: "jwt", accessTokenTTL: 600 };
      },
    },
  },
  async findAccount(_context, sub) {
    return people[sub] && { accountId: sub, claims: () => ({ sub, ...people[sub] }) };
  },
});

const server = createServer(provider.callback());
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));
