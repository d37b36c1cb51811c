using System.CommandLine;

namespace Unified.Media.Tool;

/// <summary><c>schema baseline</c></summary>
internal sealed class SchemaBaselineCommand
{
    private readonly Option<int?> _through = new("--through")
    {
        Description = "The number of the last step that counts as run. Default: all",
        HelpName = "number",
    };

    private readonly Option<string?> _module = ModuleOption.ForOne();

    private SchemaBaselineCommand()
    {
    }

    public static ToolCommand Create(CommandBinding binding)
    {
        var baseline = new SchemaBaselineCommand();
        return binding.Bind(
            new ToolCommand("baseline", "Lets steps count as run that were run by other means. Nothing is run, and nothing is checked")
            {
                Options = { baseline._through, baseline._module },
                Examples = [("schema baseline --through 80", "Steps up to 0080 count as run; 'schema up' does the rest.")],
            },
            baseline.RunAsync);
    }

    private async Task<IReport> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        await invocation.ConfirmAsync("Let steps count as run, without running or checking them?", cancellationToken);
        var module = invocation.Get(_module);
        var schema = invocation.OpenSchema(_ => { }, module is null ? [] : [module]);
        return new SchemaChangeReport("baselined", await schema.BaselineAsync(invocation.Get(_through), module, cancellationToken));
    }
}
