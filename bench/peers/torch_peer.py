"""PyTorch as a peer: products, training steps and evaluation."""

import math
from contextlib import nullcontext

import numpy as np
import torch
import torch.nn.functional as F

from peer import scattered, serve

device = "cuda" if torch.cuda.is_available() else "cpu"


def wait():
    if device == "cuda":
        torch.cuda.synchronize()


def matmul(task):
    rows, ins, outs = task["rows"], task["ins"], task["outs"]
    x = torch.from_numpy(scattered(rows * ins, 1)).view(rows, ins).to(device)
    weight = torch.from_numpy(scattered(outs * ins, 2)).view(outs, ins).to(device)

    def run():
        return F.linear(x, weight)

    with torch.no_grad():
        result = run().flatten()[task["places"]].tolist()
    return result, run, wait


def step(task):
    tensors = read_tensors(task)
    autocast = precision(task, tensors)
    trained = [tensors[name].requires_grad_() for name in task["trained"]]
    decaying = [not name.endswith("bias") for name in task["trained"]]
    optimizer = torch.optim.AdamW(
        [
            {
                "params": [t for t, d in zip(trained, decaying) if d == decays],
                "weight_decay": task["decay"] if decays else 0.0,
            }
            for decays in (True, False)
        ],
        lr=task["rate"],
        eps=1e-8,
    )
    labels = torch.tensor(task["labels"], device=device)

    def run():
        optimizer.zero_grad()
        with autocast():
            loss = F.cross_entropy(logits(task, tensors), labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, task["maxGradNorm"])
        optimizer.step()
        return loss

    return [run().item() for _ in range(3)], run, wait


def evaluate(task):
    tensors = read_tensors(task)
    autocast = precision(task, tensors)

    def run():
        with torch.inference_mode(), autocast():
            return logits(task, tensors)

    return run().flatten().tolist(), run, wait


def precision(task, tensors):
    """Prepares for the task's numbers; what it returns is entered for each pass.

    In bfloat16 the frozen matrices are stored so, and the rest is autocast's.
    """
    wanted = task.get("precision", "f32")
    if wanted != "f32" and device != "cuda":
        raise RuntimeError(f"{wanted} needs CUDA")
    torch.backends.cuda.matmul.allow_tf32 = wanted == "tf32"
    if wanted != "bf16":
        return nullcontext
    for name, tensor in tensors.items():
        if tensor.ndim == 2 and name not in task["trained"]:
            tensors[name] = tensor.bfloat16()
    return lambda: torch.autocast("cuda", torch.bfloat16)


def read_tensors(task):
    """All tensors of a network by name."""
    numbers = torch.from_numpy(np.fromfile(task["file"], np.float32)).to(device)
    tensors, start = {}, 0
    for name, shape in task["shapes"].items():
        count = math.prod(shape)
        tensors[name] = numbers[start : start + count].view(shape).clone()
        start += count
    if task["alike"]:
        first = "encoder.layer.0."
        for name in [name for name in tensors if name.startswith(first)]:
            for block in range(1, task["blocks"]):
                other = name.replace(first, f"encoder.layer.{block}.")
                tensors[other] = tensors[name].clone()
    return tensors


def logits(task, tensors):
    """Logits of the first tokens, [sequences, classes]."""
    sequences, tokens = len(task["labels"]), task["tokens"]

    def affine(x, name):
        return F.linear(x, tensors[f"{name}.weight"], tensors[f"{name}.bias"])

    def norm(x, name):
        weight, bias = tensors[f"{name}.weight"], tensors[f"{name}.bias"]
        return F.layer_norm(x, weight.shape, weight, bias, task["eps"])

    def split(x):
        return x.view(sequences, tokens, task["heads"], -1).transpose(1, 2)

    x = tensors["x"]
    for block in range(task["blocks"]):
        at = f"encoder.layer.{block}"
        query, key, value = (
            split(affine(x, f"{at}.attention.self.{part}"))
            for part in ("query", "key", "value")
        )
        context = F.scaled_dot_product_attention(query, key, value)
        context = context.transpose(1, 2).reshape(x.shape)
        h = affine(context, f"{at}.attention.output.dense")
        middle = norm(h + x, f"{at}.attention.output.LayerNorm")
        inner = F.gelu(affine(middle, f"{at}.intermediate.dense"))
        g = affine(inner, f"{at}.output.dense")
        before = norm(g + middle, f"{at}.output.LayerNorm")
        down = F.relu(affine(before, f"{at}.output.adapter_down.0"))
        adapted = affine(down, f"{at}.output.adapter_up") + g
        x = norm(adapted + middle, f"{at}.output.LayerNorm")
    first = x.view(sequences, tokens, -1)[:, 0]
    return affine(torch.tanh(affine(first, "heads.1")), "heads.4")


serve({"matmul": matmul, "step": step, "evaluate": evaluate})
