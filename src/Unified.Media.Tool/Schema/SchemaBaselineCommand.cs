using System.CommandLine;

namespace Unified.Media.Tool;

/// <summary>The command <c>schema baseline</c>.</summary>
internal sealed class SchemaBaselineCommand
{
    private readonly Option<int?> _through = new("--through")
    {
        Description = "Number of the last step to mark as applied. Default: all",
        CustomParser = ValueParsers.Number(min: 1),
        HelpName = "number",
    };

    private readonly Option<string?> _module = ModuleOption.ForOne();

    private SchemaBaselineCommand()
    {
    }

    public static ToolCommand Create(CommandBinder binder)
    {
        var baseline = new SchemaBaselineCommand();
        return binder.Bind(
            new ToolCommand("baseline", "Marks steps as applied that were applied by other means. Runs and checks nothing")
            {
                Options = { baseline._through, baseline._module },
                Examples = [("schema baseline --through 80", "Marks steps up to 0080 as applied. 'schema up' applies the rest.")],
            },
            baseline.BaselineAsync);
    }

    private async Task<IReport> BaselineAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await context.ConfirmAsync("Mark steps as applied, without running or checking them?", cancellationToken);
        var module = context.GetValue(_module);
        var schema = context.OpenSchema(module is null ? [] : [module]);
        return new SchemaChangeReport("baselined", await schema.BaselineAsync(context.GetValue(_through), module, cancellationToken));
    }
}
