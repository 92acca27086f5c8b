"""A client of the payment gateway in Python, the twin of gateway.ts: copy this file.

It needs nothing but Python 3.9. It has no table of operations: it takes method and path as the API's document has them.
README.md says how a shop uses it.
"""

import json
import random
import re
import threading
import time
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException, HTTPSConnection, HTTPMessage
from typing import Any, Callable, Optional
from urllib.parse import urlsplit

WORDS = ("same_request", "new_request_allowed", "do_not_repeat", "fix_request")


@dataclass(frozen=True)
class Outcome:
    """What came of an intent, or of a read; and what the last try was answered, None where no answer came."""

    # done: it was executed, send nothing more for it; whether that means paid, the body's status says.
    # rejected: nothing was executed, and nothing will be; another try is a new intent.
    # pending: nobody knows yet; call again at come_back_at or later, with the same intent and request.
    outcome: str = "pending"
    # The gateway's word. After fix_request nothing changes before that is repaired which `code` names.
    advice: Optional[str] = "same_request"
    status: Optional[int] = None
    headers: Optional[HTTPMessage] = None
    # None also where it is no JSON, or is not kept any more.
    body: Any = None
    # Of an error. Of what is done: idempotency_key_reused if another request than this one has done it.
    code: Optional[str] = None
    # GET /gateway/v1/operations/{operation_id} shows by it what is on record.
    operation_id: Optional[str] = None
    # Seconds since 1970.
    come_back_at: Optional[float] = None


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _code(body: Any) -> Optional[str]:
    """The code of an error: KOMOJU's are nested, Coiney's are flat."""
    if not isinstance(body, dict):
        return None
    error = body.get("error")
    return error.get("code") if isinstance(error, dict) else body.get("code")


def _advice(status: int, headers: HTTPMessage, is_read: bool) -> Optional[str]:
    """The word of an answer, and never its status.

    Without a word a provider has answered a read, or API Gateway a body that is too large (413); else the answer comes
    from something in between, and nobody knows.
    """
    word = headers.get("X-Retry-Advice")
    if word in WORDS:
        return word
    if is_read and "X-Request-Id" in headers:
        return None
    return "fix_request" if status == 413 else "same_request"


def _next(answer: Outcome, is_only_try: bool) -> str:
    """What an answer asks for. `read`: what came of the key is not said again, but it is on record."""
    is_yes = answer.status is not None and answer.status < 300
    if answer.advice == "do_not_repeat":
        return "done" if is_yes else "read"
    if answer.advice == "same_request":
        return "read" if answer.code == "idempotency_key_reused" else "wait"
    if answer.advice == "fix_request":
        return "rejected" if is_only_try else "stop"
    return "done" if answer.advice is None and is_yes else "rejected"


def wait_after(tries: int, headers: Optional[HTTPMessage]) -> float:
    """The wait after a try, in seconds: as the answer says, or longer, and each time longer."""
    own = min(2.0 ** (tries - 1), 60.0)
    told = headers.get("Retry-After", "0") if headers is not None else "0"
    return max(float(told) if told.isdigit() else 0.0, own / 2) + random.random() * own / 2


class Gateway:
    """A client with a key of the gateway. It keeps nothing from one call to the next, so threads may share it."""

    def __init__(self, base_url: str, key: str, timeout: float = 35.0) -> None:
        """`timeout` is of one try, in seconds: API Gateway answers within 29 s."""
        self._url = urlsplit(base_url)
        self._authorization = f"Bearer {key}"
        self._timeout = timeout

    def call(
        self,
        method: str,
        path: str,
        *,
        intent: Optional[str] = None,
        body: Any = None,
        is_first_try: bool = False,
        within: float = 60.0,
        stop: Optional[threading.Event] = None,
    ) -> Outcome:
        """Carries out one operation: `call("POST", "/komoju/api/v1/payments", intent="pay-1001", body={…})`.

        `intent` is the shop's name of what it wants, and the idempotency key. **Store it with the request before the
        first call**, and send both unchanged until the outcome is definite. `is_first_try` says that nothing of it was
        sent before this call, or only what was `rejected` with `fix_request`: only then is a `fix_request` a rejection
        again; else an earlier try may have been executed, and it is `pending`.
        `within` bounds the call, in seconds; `stop` ends it at its next wait.

        It does not raise for an outcome. A ValueError is a request that cannot be sent: nothing was.
        """
        if re.fullmatch(r"/[!-~]*", path) is None:
            raise ValueError("A path begins with a slash, and what is not plain in it is percent-encoded.")
        headers = {"Authorization": self._authorization}
        if method != "GET":
            if re.fullmatch(r"[!-~]{1,255}", intent or "") is None:
                raise ValueError("An intent is 1 to 255 of ! to ~.")
            headers["Idempotency-Key"] = intent
        # Bytes, made once: every try sends the same.
        sent = None if body is None else json.dumps(body, allow_nan=False).encode()
        if sent is not None:
            headers["Content-Type"] = "application/json"
        until, over = time.time() + within, stop or threading.Event()

        def send() -> Outcome:
            return self._send((method, path, sent, headers), until - time.time())

        def read(answer: Outcome) -> Outcome:
            return self._read_record(answer.operation_id, until - time.time(), over)

        def is_only_try(tries: int) -> bool:
            # A read has done nothing, whatever it met before.
            return method == "GET" or (is_first_try and tries == 1)

        return self._insist(send, read, is_only_try, until, over, Outcome())

    def _insist(
        self,
        send: Callable[[], Outcome],
        read: Callable[[Outcome], Outcome],
        is_only_try: Callable[[int], bool],
        until: float,
        over: threading.Event,
        known: Outcome,
    ) -> Outcome:
        """Sends the same request until there is a definite answer, or the time is over."""
        operation_id, tries = known.operation_id, 0
        while True:
            answer, tries = send(), tries + 1
            operation_id = answer.operation_id or operation_id
            said = replace(answer, operation_id=operation_id, code=answer.code or known.code)
            after = _next(answer, is_only_try(tries))
            if after in ("done", "rejected"):
                return replace(said, outcome=after)
            if after == "read":
                return self._insist(lambda: read(said), read, lambda _: False, until, over, said)
            come_back_at = time.time() + wait_after(tries, answer.headers)
            if after == "stop" or over.is_set() or come_back_at > until:
                return replace(said, outcome="pending", come_back_at=come_back_at)
            over.wait(come_back_at - time.time())

    def _send(self, request: tuple, left: float) -> Outcome:
        """One try, on a connection of its own. An answer that breaks off is none. A redirect is not followed."""
        method, path, body, headers = request
        connect = HTTPSConnection if self._url.scheme == "https" else HTTPConnection
        connection = connect(self._url.netloc, timeout=max(min(self._timeout, left), 0.001))
        try:
            connection.request(method, self._url.path.rstrip("/") + path, body, headers)
            response = connection.getresponse()
            parsed = _parsed(response.read())
        except (OSError, HTTPException):
            return Outcome()
        finally:
            connection.close()
        return Outcome(
            advice=_advice(response.status, response.headers, method == "GET"),
            status=response.status,
            headers=response.headers,
            body=parsed,
            code=_code(parsed),
            operation_id=response.headers.get("X-Operation-Id"),
        )

    def _read_record(self, operation_id: Optional[str], left: float, over: threading.Event) -> Outcome:
        """What is on record of an operation, as if its caller was answered that."""
        path = f"/gateway/v1/operations/{operation_id}"
        read = self.call("GET", path, within=left, stop=over)
        if read.outcome != "done" or not isinstance(read.body, dict):
            return replace(read, advice=read.advice or "same_request")
        result = read.body.get("result") or {}
        body = _parsed((result.get("body") or "").encode())
        retry = read.body.get("retry")
        advice = retry if retry in WORDS else "same_request"
        status = result.get("status", read.status)
        return replace(read, advice=advice, status=status, body=body, code=_code(body))
