"""Faults found in lead data, and cautions about the answer."""


def notice(code, path, count=1):
    return {"code": code, "path": path, "count": count}
