using Unified.Media.Packages.Tests;

[assembly: AssemblyFixture(typeof(PackedPackages))]
