"""What each expression of a notebook is: types, the stubs that tell of the API, and the inference."""
