"""The container of the atlas, built and run on a Debian machine without registry and engine: `make container`.

`image` builds it (debootstrap, buildah), `cage` runs it as the files in `deploy/` do (no rights, nothing to write but
64 MB of `/tmp`, 640 MB of memory), `drive` uses it as visitors do, `stage` puts one after the other and judges.
"""
