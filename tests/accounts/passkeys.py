"""A passkey in software: answers what a page asks as a browser and its authenticator would."""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

UP, UV, AT = (AuthenticatorData.FLAG[name] for name in ("UP", "UV", "AT"))


class Passkey:
    """Of one account at one origin; without ``verifies`` it only knows that somebody is there."""

    def __init__(self, origin="https://testserver", *, verifies=True):
        self.origin = origin
        self.flags = UP | UV if verifies else UP
        self.id = secrets.token_bytes(16)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.user = ""

    def create(self, options):
        """The answer to the options of a page that adds a passkey, as JSON."""
        self.user = options["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AuthenticatorData.create(
            self._site(options["rp"]["id"]),
            self.flags | AT,
            0,
            AttestedCredentialData.create(bytes(16), self.id, public),
        )
        client = CollectedClientData.create("webauthn.create", options["challenge"], self.origin)
        return self._answer(
            {
                "clientDataJSON": websafe_encode(client),
                "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
            }
        )

    def get(self, options):
        """The answer to the options of a page that asks for a passkey, as JSON."""
        data = AuthenticatorData.create(self._site(options["rpId"]), self.flags, 1)
        client = CollectedClientData.create("webauthn.get", options["challenge"], self.origin)
        signature = self.key.sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": self.user,
            }
        )

    def _answer(self, response):
        named = websafe_encode(self.id)
        return json.dumps(
            {
                "id": named,
                "rawId": named,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )

    def _site(self, rp_id):
        return hashlib.sha256(rp_id.encode()).digest()
