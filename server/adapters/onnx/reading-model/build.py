# Makes model.onnx from what train.py wrote. Needs numpy, onnx, safetensors.
# Use: python build.py trained.safetensors model.onnx
import os, sys, numpy as np
from safetensors.numpy import load_file
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from quantised_bert import QuantisedBert

src, out = sys.argv[1:3]
w = {k: v.astype(np.float32) for k, v in load_file(src).items()}
b = QuantisedBert(w, len({k.split('.')[2] for k in w if k.startswith('encoder.layer.')}))
I, N = b.I, b.N
tokens = b.encoder(b.embeddings('token_type_ids'))
N('Gather', [tokens, 'zero'], 'first', axis=1)
N('MatMul', ['first', I('pool.w', w['pooler.dense.weight'].T)], 'pool.m'); N('Add', ['pool.m', I('pool.b', w['pooler.dense.bias'])], 'pool.a'); N('Tanh', ['pool.a'], 'pool')
N('MatMul', ['pool', I('head.w', w['head.weight'].T)], 'head.m'); N('Add', ['head.m', I('head.b', w['head.bias'])], 'pair')
N('MatMul', [tokens, I('token.w', w['token.weight'].T)], 'token.m'); N('Add', ['token.m', I('token.b', w['token.bias'])], 'token.a'); N('Squeeze', ['token.a', 'last'], 'token')
b.save(out, 'deskhand-reading-model', [(n, ['batch', 'tokens']) for n in ('input_ids', 'token_type_ids', 'attention_mask')],
       [('pair', ['batch', 2]), ('token', ['batch', 'tokens'])], 'trained from sentence-transformers/all-MiniLM-L6-v2, Apache-2.0')
