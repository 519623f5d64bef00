using Xiezhi.Conformance.Dmn;

return args switch
{
    ["dmn", var folder, ..] => DmnCommand.Run(folder, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dmn FOLDER   runs the DMN conformance suite under FOLDER");
    return 2;
}
