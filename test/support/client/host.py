"""Runs lib/client in a process of its own: a line of standard input is a call, a line of standard output its outcome."""

import json
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "lib" / "client"))
from gateway import Gateway  # noqa: E402

base_url, key, timeout_ms = sys.argv[1:]
gateway = Gateway(base_url, key, int(timeout_ms) / 1000)
printing = threading.Lock()


def carry_out(call):
    outcome = gateway.call(
        call["method"],
        call["path"],
        intent=call.get("intent"),
        body=call.get("body"),
        is_first_try=call.get("isFirstTry", False),
        within=call.get("withinMs", 60_000) / 1000,
    )
    return {
        "outcome": outcome.outcome,
        "advice": outcome.advice,
        "status": outcome.status,
        "body": outcome.body,
        "code": outcome.code,
        "operationId": outcome.operation_id,
        "comeBackInMs": outcome.come_back_at and (outcome.come_back_at - time.time()) * 1000,
    }


def answer(call):
    try:
        said = carry_out(call)
    except ValueError:
        said = {"outcome": "unsendable"}
    said = {name: value for name, value in said.items() if value is not None}
    with printing:
        print(json.dumps({"id": call["id"], **said}), flush=True)


for line in sys.stdin:
    threading.Thread(target=answer, args=[json.loads(line)], daemon=True).start()
