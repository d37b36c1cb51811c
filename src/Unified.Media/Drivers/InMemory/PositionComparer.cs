namespace Unified.Media.Drivers;

/// <summary>Compares positions in the order of a list.</summary>
internal sealed class PositionComparer(MediaSort sort) : IComparer<PagePosition>
{
    private readonly int _direction = ListOrder.FromSort(sort).IsDescending ? -1 : 1;

    public int Compare(PagePosition? x, PagePosition? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var order = x.Number.CompareTo(y.Number);
        if (order == 0)
        {
            order = CodePointComparer.Instance.Compare(x.Text, y.Text);
        }

        return _direction * (order == 0 ? x.Id.CompareTo(y.Id) : order);
    }
}
