import { loadTensorFlow } from "./tfjs_backend.ts";
import { lossAndGradients, update } from "./zz_step.ts";
import { readNumbers } from "./step_numbers.ts";
const tf = await loadTensorFlow();
const task=JSON.parse(Deno.readTextFileSync("/tmp/steptask.json"));
const nums=await readNumbers(task);
const res:any[]=[];
for (const b of ["cpu","webgpu"]) { await tf.setBackend(b);
 const fixed=new Map([...nums].map(([n,{data,shape}])=>[n,tf.tensor(data,shape)]));
 const state=new Map(task.trained.map((n:string)=>{const v=fixed.get(n)!;return [n,{value:v,first:tf.zerosLike(v),second:tf.zerosLike(v)}]})) as any;
 const labels=tf.oneHot(tf.tensor1d(task.labels,"int32"),2);
 const {grads}=lossAndGradients(tf as any,task,fixed as any,state,labels) as any;
 update(tf as any,task,state,grads,1);
 res.push(await Promise.all([...state.values()].flatMap((s:any)=>[s.value.data(),s.first.data(),s.second.data()])));
}
task.trained.forEach((n:string,i:number)=>{console.log(n,...[0,1,2].map(k=>{const c=res[0][3*i+k],g=res[1][3*i+k];let d=0,m=0;c.forEach((v:number,j:number)=>{d=Math.max(d,Math.abs(v-g[j]));m=Math.max(m,Math.abs(v))});return m.toExponential(2)+" "+d.toExponential(2)}))});
Deno.exit();
