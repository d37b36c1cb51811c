namespace Unified.Media.Drivers;

/// <summary>
/// The ability of a store on a local volume to move a staged file to the path of the object instead of copying
/// it: see <see cref="ObjectBody.StagedFile"/>.
/// </summary>
public interface IObjectStaging
{
    /// <summary>An existing folder on the volume of the store, outside every bucket. The store may delete old files in it.</summary>
    string StagingFolder { get; }
}
