namespace Unified.Media.Drivers;

/// <summary>The ability to take over files: a store on a local volume moves a staged file into place instead of copying it.</summary>
public interface IObjectStaging
{
    /// <summary>A folder on the store's own volume, outside every bucket. It exists. Old files in it may be removed.</summary>
    string StagingFolder { get; }
}
