"""Asks NVIDIA's driver, as TensorFlow does, what it can do: prints JSON, with the number of its errors (0: none)."""

import ctypes
import json

try:
    cuda = ctypes.CDLL("libcuda.so.1")
except OSError:
    print(json.dumps({"library": False}))
else:
    status = cuda.cuInit(0)
    version, devices = ctypes.c_int(), ctypes.c_int()
    cuda.cuDriverGetVersion(ctypes.byref(version))
    if status == 0:
        status = cuda.cuDeviceGetCount(ctypes.byref(devices))
    print(json.dumps({"library": True, "status": status, "version": version.value, "devices": devices.value}))
