"""Authlib (PyPI) as a client of the provider, as its documentation uses it.

Told what to do as one JSON object on standard input's first line; prints one JSON object a line: `{"visit": address}`
asks for a browser, whose way back is the next line of standard input; `{"result": …}` is the end.
"""

import json
import sys
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt
from authlib.oidc.core import CodeIDToken


def say(message):
    print(json.dumps(message), flush=True)


def told():
    return json.loads(sys.stdin.readline())


def proven(id_token, server, client_id, nonce):
    keys = JsonWebKey.import_key_set(requests.get(server["jwks_uri"], timeout=10).json())
    claims = jwt.decode(
        id_token,
        keys,
        claims_cls=CodeIDToken,
        claims_options={"iss": {"essential": True, "value": server["issuer"]}},
        claims_params={"client_id": client_id, "nonce": nonce},
    )
    claims.validate(leeway=5)
    return claims


def pushed(server, task, address):
    """The same request, pushed (RFC 9126): Authlib makes its parameters and has no call for it."""
    answer = requests.post(
        server["pushed_authorization_request_endpoint"],
        data=dict(parse_qsl(urlsplit(address).query)),
        auth=(task["clientId"], task["clientSecret"]),
        timeout=10,
    )
    answer.raise_for_status()
    left = {"client_id": task["clientId"], "request_uri": answer.json()["request_uri"]}
    return server["authorization_endpoint"] + "?" + urlencode(left)


def sign_in(server, task):
    verifier, nonce = generate_token(48), generate_token()
    session = OAuth2Session(
        task["clientId"],
        task["clientSecret"],
        scope=task["scope"],
        redirect_uri=task["redirect"],
        code_challenge_method="S256",
    )
    address, state = session.create_authorization_url(
        server["authorization_endpoint"], code_verifier=verifier, nonce=nonce
    )
    say({"visit": pushed(server, task, address) if task.get("pushed") else address})
    token = session.fetch_token(
        server["token_endpoint"], authorization_response=told()["callback"], state=state, code_verifier=verifier
    )
    claims = proven(token["id_token"], server, task["clientId"], nonce)
    userinfo = session.get(server["userinfo_endpoint"]).json()
    fresh = session.refresh_token(server["token_endpoint"], refresh_token=token["refresh_token"])
    before = session.introspect_token(server["introspection_endpoint"], token=fresh["access_token"]).json()
    revoked = session.revoke_token(server["revocation_endpoint"], token=fresh["refresh_token"]).status_code
    after = session.introspect_token(server["introspection_endpoint"], token=fresh["access_token"]).json()
    return {
        "claims": claims,
        "userinfo": userinfo,
        "rotated": fresh["refresh_token"] != token["refresh_token"],
        "revoked": revoked,
        "activeBefore": before["active"],
        "activeAfter": after["active"],
    }


def own_token(server, task):
    session = OAuth2Session(task["clientId"], task["clientSecret"], token_endpoint_auth_method="client_secret_post")
    token = session.fetch_token(server["token_endpoint"], grant_type="client_credentials", scope=task["scope"])
    return {"token": token, "introspection": session.introspect_token(
        server["introspection_endpoint"], token=token["access_token"]).json()}


task = told()
server = requests.get(task["issuer"] + "/.well-known/openid-configuration", timeout=10).json()
say({"result": {"signIn": sign_in, "ownToken": own_token}[task["do"]](server, task)})
