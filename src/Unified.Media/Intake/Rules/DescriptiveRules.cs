namespace Unified.Media;

/// <summary>The descriptive fields of an upload follow every rule of <see cref="FieldRules"/>.</summary>
internal sealed class DescriptiveRules : IRule<StoreMediaRequest>
{
    public void Check(StoreMediaRequest subject, RejectionReasons reasons) => FieldRules.All.Check(subject.Fields, reasons);
}
