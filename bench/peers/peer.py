"""The peers' side of the conversation in Python: as serve.ts, line by line."""

import json
import sys
import time

import numpy as np


def scattered(count, seed):
    """The numbers of ../numbers.ts, bit by bit."""
    mask = np.uint64(2**32 - 1)
    places = np.arange(count, dtype=np.uint64) + np.uint64(seed * 1_000_003)
    product = (places * np.uint64(2_654_435_761)) & mask
    folded = product ^ (product >> np.uint64(15))
    mixed = (folded * np.uint64(2_246_822_519)) & mask
    return (mixed.astype(np.float64) / 2**32 - 0.5).astype(np.float32)


def serve(doers):
    """Answers until the input ends.

    A doer takes a task and returns its result and two functions: one does it
    once, the other waits until all is done.
    """
    answer({})  # ready
    for line in sys.stdin:
        question = json.loads(line)
        try:
            if "prepare" in question:
                task = question["prepare"]
                result, run, wait = doers[task["task"]](task)
                answer({"result": [float(number) for number in result]})
            else:
                start = time.perf_counter()
                for _ in range(question["run"]):
                    run()
                wait()
                answer({"seconds": time.perf_counter() - start})
        except Exception as error:  # the other side decides what to do about it
            answer({"error": f"{type(error).__name__}: {error}"})


def answer(fields):
    print(json.dumps(fields), flush=True)
