namespace Backprop.Compiler.CodeFixes;
