# Trains the reading model; see README.md. Needs torch, safetensors, tokenizers.
# Use: python train.py EXAMPLES.jsonl all-MiniLM-L6-v2/model.safetensors tokenizer.json OUT.safetensors [--held outdoor] [--seconds 4200]
import argparse,json,random,sys,time,os,zlib
import torch,torch.nn.functional as F
from tokenizers import Tokenizer
sys.path.insert(0,os.path.dirname(os.path.abspath(__file__)))
from model import Reader
p=argparse.ArgumentParser()
for a in('examples','base','tokenizer','out'): p.add_argument(a)
p.add_argument('--held',default=''); p.add_argument('--threads',type=int,default=2); p.add_argument("--rate",type=float,default=1.1e-4); p.add_argument('--batch',type=int,default=1800); p.add_argument('--seconds',type=float,default=4200)
p.add_argument('--known',default='',help='sets that the base has learned already'); p.add_argument('--known-share',type=float,default=.4); p.add_argument('--answers-share',type=float,default=1.,help='less of it, to learn more of comparing questions')
o=p.parse_args(); torch.set_num_threads(o.threads); random.seed(1); torch.manual_seed(1)
tok=Tokenizer.from_file(o.tokenizer); tok.no_truncation(); tok.no_padding()
CLS,SEP,PAD=101,102,0
def ids(t): return tok.encode(t,add_special_tokens=False).ids
QMAX,MAX=64,256
def cutq(q): return q if len(q)<=QMAX else q[:QMAX//2]+q[-QMAX//2:]
def encode(e,flip=False):
    if e['task']=='same':
        a,b=(e['b'],e['a']) if flip else (e['a'],e['b'])
        x=[CLS]+cutq(ids(a))+[SEP]; y=cutq(ids(b))+[SEP]
        return x+y,[0]*len(x)+[1]*len(y),[],[]
    x=[CLS]+cutq(ids(e['question']))+[SEP]; y=ids(e['heading'])[:40]; spans=[]
    for u in e['units']:
        t=ids(u); room=MAX-1-len(x)-len(y)
        if room<=2: break
        t=t[:room]; spans.append((len(x)+len(y),len(x)+len(y)+len(t))); y+=t
    y+=[SEP]
    return x+y,[0]*len(x)+[1]*len(y),spans,[1.0 if i in e['answering'] else 0.0 for i in range(len(spans))]
held=set(filter(None,o.held.split(','))); known=set(filter(None,o.known.split(',')))
# How often an example of a kind takes part in a cycle: the rare and hard ones always.
SHARE={'answered':.6,'other-section':.3,'answer-taken-out':.8,'answer-alone':.3,'unanswered':1.,'unanswered-elsewhere':.3,'follow-up':.5,'paraphrase':.8,'twin':.7,'neighbour':.5}
def load():
    rows=[json.loads(l) for l in open(o.examples)]
    return [r for r in rows if r['set'] not in held],[r for r in rows if r['set'] in held]
def cycle(rows): return [thinned(r) for r in rows if random.random()<SHARE[r['kind']]*(o.known_share if r['set'] in known else 1)*(o.answers_share if r['task']=='answers' else 1)]
def thinned(r):
    """Half of the passages lose some units that do not answer: shorter to read, and never the same twice."""
    if r['task']=='same' or len(r['units'])<3 or random.random()<.4: return r
    kept=[i for i in range(len(r['units'])) if i in r['answering'] or random.random()<.65]
    return {**r,'units':[r['units'][i] for i in kept],'answering':[n for n,i in enumerate(kept) if i in r['answering']]}
train,test=load(); test=[r for r in test if zlib.crc32(json.dumps(r).encode())%3==0]
print(len(train),'examples,',len(test),'held out',flush=True)
MASK=103
def blotted(x,r):
    """Every other passage has some of its words blotted out, so that none is learned by heart. Of two questions each word counts."""
    ids,*rest=x
    if r['task']=='same' or random.random()<.5: return x
    return ([MASK if t not in(CLS,SEP) and random.random()<.08 else t for t in ids],*rest)
def batches(rs,shuffle):
    enc=[(encode(r,shuffle and random.random()<.5),r) for r in rs]
    if shuffle: enc=[(blotted(x,r),r) for x,r in enc]
    if shuffle: random.shuffle(enc)
    out=[]
    for c in range(0,len(enc),1024):
        part=sorted(enc[c:c+1024],key=lambda z:len(z[0][0])); b=[]
        for z in part:
            if b and len(z[0][0])*(len(b)+1)>o.batch: out.append(b); b=[]
            b.append(z)
        out.append(b)
    if shuffle: random.shuffle(out)
    return out
def run(m,b):
    T=max(len(z[0][0]) for z in b); pad=lambda x:x+[0]*(T-len(x))
    i=torch.tensor([pad(z[0][0]) for z in b]); s=torch.tensor([pad(z[0][1]) for z in b]); k=torch.tensor([[1]*len(z[0][0])+[0]*(T-len(z[0][0])) for z in b])
    with torch.autocast('cpu',torch.bfloat16): h,t=m(i,s,k)
    h=h.float(); t=t.float()
    which=torch.tensor([0 if z[1]['task']=='answers' else 1 for z in b]); logit=h[torch.arange(len(b)),which]
    units=[torch.stack([t[n,a:c].mean() for a,c in z[0][2]]) if z[0][2] else t.new_zeros(0) for n,z in enumerate(b)]
    return logit,units
def auc(p):
    p=sorted(p); n1=sum(l for _,l in p); n0=len(p)-n1; r=0
    if not n1 or not n0: return float('nan')
    return (sum(i+1 for i,(s,l) in enumerate(p) if l)-n1*(n1+1)/2)/(n1*n0)
@torch.no_grad()
def evaluate(m):
    m.eval(); got=[]; first=[];
    for b in batches(test,False):
        l,u=run(m,b)
        for n,z in enumerate(b):
            got.append((l[n].item(),z[1]))
            if z[1].get('answering') and len(u[n])>1: first.append(int(u[n].argmax()) in z[1]['answering'])
    m.train()
    pos=[s for s,r in got if r['kind']=='answered']
    out={}
    for kind in sorted({r['kind'] for s,r in got if r['label']==0 and r['task']=='answers'}): out[kind]=round(auc([(s,1) for s in pos]+[(s,0) for s,r in got if r['kind']==kind and r['task']=='answers']),3)
    ps=[s for s,r in got if r['kind']=='paraphrase']
    for kind in('twin','neighbour'):
        neg=sorted((s for s,r in got if r['kind']==kind and r['task']=='same'),reverse=True)
        out[kind]=round(auc([(s,1) for s in ps]+[(s,0) for s in neg]),3)
        if neg and ps: t=neg[len(neg)//100]; out[kind+'@1%']=round(sum(s>t for s in ps)/len(ps),3)
    una=sorted(s for s,r in got if r['kind']=='unanswered')
    if una and pos: t=una[int(len(una)*.85)]; out['answered@85%refused']=round(sum(s>t for s in pos)/len(pos),3)
    out['unit']=round(sum(first)/max(1,len(first)),3)
    return out
m=Reader().load(o.base)
m.word.weight.requires_grad_(False)
heads=('pool','head','token','near')
named=list(m.named_parameters())
groups=[{'params':[q for n,q in named if q.requires_grad and not n.startswith(heads)]},{'params':[q for n,q in named if n.startswith(heads)]}]; rates=(o.rate,o.rate*5)
for g,r in zip(groups,rates): g['lr']=r
opt=torch.optim.AdamW(groups,weight_decay=.01,betas=(.9,.98)); step=0; began=time.time(); run_loss=0.
for epoch in range(1000):
    train,_=load()
    for b in batches(cycle(train),True):
        done=(time.time()-began)/o.seconds
        if done>=1: break
        f=min(1,step/100,2*(1-done))
        for g,r in zip(opt.param_groups,rates): g['lr']=r*f
        logit,units=run(m,b)
        label=torch.tensor([float(z[1]['label']) for z in b])
        weight=torch.tensor([1. if z[1]['task']=='answers' else .7 for z in b])
        loss=(F.binary_cross_entropy_with_logits(logit,label*.96+.02,reduction='none')*weight).sum()/weight.sum()
        us=[(u,z) for u,z in zip(units,b) if z[1]['task']=='answers' and len(u) and (z[1]['answering'] or z[1]['label']==0)]
        if us:
            x=torch.cat([u for u,_ in us]); y=torch.cat([torch.tensor(z[0][3]) for _,z in us])
            loss=loss+.7*F.binary_cross_entropy_with_logits(x,y,pos_weight=torch.tensor(2.))
        loss.backward(); torch.nn.utils.clip_grad_norm_(m.parameters(),1.); opt.step(); opt.zero_grad(set_to_none=True); step+=1; run_loss+=loss.item()
        if step%100==0: print(f'{epoch+1}.{step} {time.time()-began:.0f}s loss {run_loss/100:.4f}',flush=True); run_loss=0.
        if step%500==0: m.save(o.out)
    if test and (epoch%3==2 or done>=1): print('cycle',epoch+1,json.dumps(evaluate(m)),flush=True)
    m.save(o.out)
    if done>=1: break
