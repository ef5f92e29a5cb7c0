import importlib.util,sys,random
spec=importlib.util.spec_from_file_location("twb","/work/main/tests/articles/test_widgets_browser.py"); m=importlib.util.module_from_spec(spec); sys.modules["twb"]=m; m.__name__="twb"; spec.loader.exec_module(m)
desk=m.desk; pytestmark=m.pytestmark
from articles import body
R=random.Random(5)
def lang(p=.1):
    s=""
    if R.random()<p: s+=' lang="%s"'%R.choice(["fr","ar","zh-Hans"])
    if R.random()<p: s+=' dir="%s"'%R.choice(["rtl","ltr","auto"])
    return s
words=["one","two words","قال","北京","a & b","x\u00a0y","<z>","é"]
import html as H
def inline(d=0,used=frozenset()):
    out=""
    for _ in range(R.randint(1,3)):
        k=R.random()
        if k<.5 or d>2: out+=H.escape(R.choice(words),quote=False)
        elif k<.55: out+="<br>"
        else:
            t=R.choice(sorted({"strong","em","span","sub","sup","cite","code","a"}-used))
            a=lang(.15)
            if t=="a": a+=R.choice([' href="https://x.org/?a=1&amp;b"',' data-article="45"',' href="/rel"',' href="mailto:a@b.c"'])
            if t=="span" and not a: a=' lang="es"'
            out+=f"<{t}{a}>{inline(d+1,used|({t}-{'span'}))}</{t}>"
    return out
def block(d=0):
    k=R.choice(["p","p","p","h2","h3","ul","ol","bq","fig","hr","table"] if d<2 else ["p","fig"])
    if k in("p","h2","h3"): return f"<{k}{lang()}>{inline()}</{k}>"
    if k in("ul","ol"):
        a=' start="%d"'%R.randint(0,9) if k=="ol" and R.random()<.4 else ""
        return f"<{k}{a}{lang()}>"+"".join(f"<li{lang()}>{inner(d)}</li>" for _ in range(R.randint(1,3)))+f"</{k}>"
    if k=="bq": return f"<blockquote{lang()}>{inner(d)}</blockquote>"
    if k=="fig": return '<figure data-image="%d"></figure>'%R.randint(1,99)
    if k=="hr": return "<hr>"
    cap=f"<caption{lang()}>{inline()}</caption>" if R.random()<.4 else ""
    n=R.randint(1,3)
    row=lambda t:"<tr>"+"".join(f"<{t}{' scope=%scol%s'%(chr(34),chr(34)) if t=='th' and R.random()<.3 else ''}{lang()}>{inner(2) if R.random()<.8 else ''}</{t}>" for _ in range(n))+"</tr>"
    head="<thead>"+row("th")+"</thead>" if R.random()<.4 else ""
    return f"<table{lang()}>{cap}{head}<tbody>"+"".join(row(R.choice(["td","td","th"])) for _ in range(R.randint(1,3)))+"</tbody></table>"
def inner(d):
    if R.random()<.5:
        s=inline()
        return s+("".join(block(d+1) for _ in range(R.randint(0,2))))
    return "".join(block(d+1) for _ in range(R.randint(1,3)))
def test_fuzz(desk):
    desk.open("<p>x</p>")
    bad=0
    for n in range(600):
        h=body.clean("".join(block() for _ in range(R.randint(1,3))))
        h2=desk.page.evaluate("""async h=>{const s=await import('/static/js/prose/serialize.js'); const d=s.read(h, editor.schema); const same=s.write(d); return [same, s.write(editor.schema.nodeFromJSON(d.toJSON()))]}""",h)
        c=body.clean(h2[1])
        if h2[0]!=h: print("CACHED DIFF\n",h,"\n",h2[0]); bad+=1
        import re
        import lxml.html
        canon=lambda x: lxml.html.tostring(lxml.html.fragment_fromstring(x,create_parent="div"),method="c14n").decode()
        if canon(c)!=canon(h):
            bad+=1
            a,b=canon(h),canon(c)
            i=next((i for i,(x,y) in enumerate(zip(a,b)) if x!=y),min(len(a),len(b)))
            if bad<20: print("DIFF\n <",a[max(0,i-6):i+8],"\n >",b[max(0,i-6):i+8])
    print("BAD",bad)
