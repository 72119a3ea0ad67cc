import { loadTensorFlow } from "./tfjs_backend.ts";
import { lossAndGradients } from "./zz_step.ts";
import { readNumbers } from "./step_numbers.ts";
const tf = await loadTensorFlow();
const task=JSON.parse(Deno.readTextFileSync("/tmp/steptask.json"));
const nums=await readNumbers(task);
const res:any[]=[];
for (const b of ["cpu","webgpu"]) { await tf.setBackend(b);
 const fixed=new Map([...nums].map(([n,{data,shape}])=>[n,tf.tensor(data,shape)]));
 const state=new Map(task.trained.map((n:string)=>[n,{value:fixed.get(n)}])) as any;
 const labels=tf.oneHot(tf.tensor1d(task.labels,"int32"),2);
 const {grads}=lossAndGradients(tf as any,task,fixed as any,state,labels) as any;
 res.push(await Promise.all(grads.map((g:any)=>g.data())));
}
task.trained.forEach((n:string,i:number)=>{const c=res[0][i],g=res[1][i];let d=0,m=0;c.forEach((v:number,j:number)=>{d=Math.max(d,Math.abs(v-g[j]));m=Math.max(m,Math.abs(v))});console.log(n,m.toExponential(2),d.toExponential(2))});
Deno.exit();
