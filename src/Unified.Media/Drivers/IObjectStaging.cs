namespace Unified.Media.Drivers;

/// <summary>The ability to move a staged file into place instead of copying it, for stores on a local volume.</summary>
public interface IObjectStaging
{
    /// <summary>An existing folder on the volume of the store, outside every bucket. The store may delete old files in it.</summary>
    string StagingFolder { get; }
}
