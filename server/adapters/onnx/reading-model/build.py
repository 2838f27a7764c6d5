# Makes model.onnx from what train.py wrote. Needs numpy, onnx, safetensors.
# Use: python build.py trained.safetensors model.onnx
import os, sys, numpy as np
from onnx import TensorProto as T
from safetensors.numpy import load_file
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
from quantised_bert import H, QuantisedBert

src, out = sys.argv[1:3]
w = {k: v.astype(np.float32) for k, v in load_file(src).items()}
b = QuantisedBert(w, len({k.split('.')[2] for k in w if k.startswith('encoder.layer.')}))
I, N = b.I, b.N
x = b.encoder(b.embeddings('token_type_ids'))
I('ax1', np.array([1], np.int64)); I('ax-1', np.array([-1], np.int64)); I('tiny', np.float32(1e-8))

# The mean vector of each side, and their cosine.
N('Cast', ['token_type_ids'], 'second.f', to=T.FLOAT); N('Mul', ['mask', 'second.f'], 'second'); N('Sub', ['mask', 'second'], 'first')
for side, name in (('first', 'u'), ('second', 'v')):
    N('Unsqueeze', [side, 'ax-1'], name + '.mask'); N('Mul', [x, name + '.mask'], name + '.kept'); N('ReduceSum', [name + '.kept', 'ax1'], name + '.sum', keepdims=0)
    N('ReduceSum', [side, 'ax1'], name + '.count0', keepdims=1); N('Max', [name + '.count0', '1.0'], name + '.count'); N('Div', [name + '.sum', name + '.count'], name)
    N('Mul', [name, name], name + '.squares'); N('ReduceSum', [name + '.squares', 'ax-1'], name + '.norm2', keepdims=1); N('Sqrt', [name + '.norm2'], name + '.norm0'); N('Max', [name + '.norm0', 'tiny'], name + '.norm')
N('Mul', ['u', 'v'], 'uv'); N('ReduceSum', ['uv', 'ax-1'], 'uv.sum', keepdims=1); N('Mul', ['u.norm', 'v.norm'], 'uv.norm'); N('Div', ['uv.sum', 'uv.norm'], 'cosine')

# The pair: its first token, and how the two sides differ.
N('Gather', [x, 'zero'], 'cls', axis=1); N('Sub', ['u', 'v'], 'u-v'); N('Abs', ['u-v'], 'apart'); N('Concat', ['cls', 'uv', 'apart'], 'sides', axis=1)
N('MatMul', ['sides', I('pool.w', w['pool.weight'].T)], 'pool.m'); N('Add', ['pool.m', I('pool.b', w['pool.bias'])], 'pool.a')
N('Mul', ['pool.a', 'rsqrt2'], 'pool.1'); N('Erf', ['pool.1'], 'pool.2'); N('Add', ['pool.2', '1.0'], 'pool.3'); N('Mul', ['pool.a', 'pool.3'], 'pool.4'); N('Mul', ['pool.4', '0.5'], 'pool')
N('MatMul', ['pool', I('head.w', w['head.weight'].T)], 'head.m'); N('Add', ['head.m', I('head.b', w['head.bias'] + w['near'][1, :2])], 'head')
N('Mul', ['cosine', I('near.pair', w['near'][0, :2])], 'near'); N('Add', ['head', 'near'], 'pair')

# Each token, by itself and beside the question.
N('Unsqueeze', ['u', 'ax1'], 'u3'); N('Mul', [x, 'u3'], 'xu')
N('MatMul', [x, I('token.w', w['token.weight'][:, :H].T)], 'token.x'); N('MatMul', ['xu', I('token.wu', w['token.weight'][:, H:].T)], 'token.u'); N('Add', ['token.x', 'token.u'], 'token.m')
N('ReduceSum', ['xu', 'ax-1'], 'xu.sum', keepdims=1); N('Mul', [x, x], 'x.squares'); N('ReduceSum', ['x.squares', 'ax-1'], 'x.norm2', keepdims=1); N('Sqrt', ['x.norm2'], 'x.norm')
N('Unsqueeze', ['u.norm', 'ax1'], 'u.norm3'); N('Mul', ['x.norm', 'u.norm3'], 'xu.norm0'); N('Max', ['xu.norm0', 'tiny'], 'xu.norm'); N('Div', ['xu.sum', 'xu.norm'], 'each')
N('Mul', ['each', I('near.token', w['near'][0, 2:3])], 'token.near'); N('Add', ['token.m', 'token.near'], 'token.s'); N('Add', ['token.s', I('token.b', w['token.bias'] + w['near'][1, 2])], 'token.a'); N('Squeeze', ['token.a', 'ax-1'], 'token')
b.inits.pop('last')  # only the embedder's graph uses it
b.save(out, 'deskhand-reading-model', [(n, ['batch', 'tokens']) for n in ('input_ids', 'token_type_ids', 'attention_mask')],
       [('pair', ['batch', 2]), ('token', ['batch', 'tokens'])], 'trained from sentence-transformers/all-MiniLM-L6-v2, Apache-2.0')
