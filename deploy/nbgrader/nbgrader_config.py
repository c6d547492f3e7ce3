# Settings with which nbgrader knows the course's kernel.
c = get_config()  # noqa: F821
c.ClearSolutions.code_stub = {
    "typescript": "// YOUR CODE HERE\nthrow new Error('not implemented yet');",
}
c.Execute.timeout = 300
