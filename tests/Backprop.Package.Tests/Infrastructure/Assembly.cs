// Each test starts compilers, which fill the machine by themselves.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(UserMachine))]
