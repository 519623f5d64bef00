using Xiezhi.Conformance.Bpmn;
using Xiezhi.Conformance.Dmn;

return args switch
{
    ["bpmn", var folder, ..] => BpmnCommand.Run(folder, Console.Out),
    ["dmn", var folder, ..] => DmnCommand.Run(folder, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: bpmn FOLDER  drives the models under FOLDER from the traces of a simulator");
    Console.Error.WriteLine("       dmn FOLDER   runs the DMN conformance suite under FOLDER");
    return 2;
}
