namespace Backprop.Tests.Training;

public class TrainerOrderTests
{
    /// <summary>The rows that each epoch went through, in order.</summary>
    private static int[][] Orders(long seed, int epochs, int batchSize = 4, bool shuffle = true, int rows = 30)
    {
        SoftmaxRegression model = Toy.Classifier();
        model.SeenInputs = [];
        new Trainer<SoftmaxRegression>(model, new Sgd(1e-4f)) { Seed = seed, Shuffle = shuffle }.Fit(Toy.Classes(rows), epochs, batchSize);
        return model.SeenInputs.Select(x => (int)x).Chunk(rows).ToArray();
    }

    [Fact]
    public void Every_epoch_sees_every_row_once_in_an_order_of_its_own()
    {
        int[][] orders = Orders(seed: 1, epochs: 3);

        Assert.All(orders, order => Assert.Equal(Enumerable.Range(0, 30), order.Order()));
        Assert.NotEqual(orders[0], orders[1]);
        Assert.NotEqual(orders[1], orders[2]);
        Assert.NotEqual(Enumerable.Range(0, 30), orders[0]);
    }

    [Fact]
    public void The_seed_decides_the_order()
    {
        Assert.Equal(Orders(seed: 1, epochs: 2), Orders(seed: 1, epochs: 2));
        Assert.NotEqual(Orders(seed: 1, epochs: 1)[0], Orders(seed: 2, epochs: 1)[0]);
    }

    [Fact]
    public void An_epochs_order_depends_on_its_number_not_on_the_run()
    {
        Assert.Equal(Orders(seed: 5, epochs: 3)[2], Orders(seed: 5, epochs: 7, batchSize: 11)[2]);
    }

    [Fact]
    public void Without_shuffling_the_rows_keep_their_order()
    {
        Assert.All(Orders(seed: 1, epochs: 2, shuffle: false), order => Assert.Equal(Enumerable.Range(0, 30), order));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits()
    {
        float[][] weights = new float[2][];
        for (int i = 0; i < 2; i++)
        {
            SoftmaxRegression model = Toy.Classifier();
            new Trainer<SoftmaxRegression>(model, new Sgd(0.01f)) { Seed = 3 }.Fit(Toy.Classes(20), Toy.Classes(5), epochs: 4, batchSize: 6);
            weights[i] = Toy.Weights(model);
        }

        Toy.AssertSameBits(weights[0], weights[1]);
    }

    [Fact]
    public void An_epoch_does_not_shuffle_as_a_dataset_does()
    {
        int[] view = new int[30];
        float[] inputs = new float[60];
        Toy.Classes(30).Shuffle(1).GatherInputs(Enumerable.Range(0, 30).ToArray(), inputs);
        for (int row = 0; row < 30; row++)
        {
            view[row] = (int)inputs[row * 2];
        }

        Assert.NotEqual(view, Orders(seed: 1, epochs: 1)[0]);
    }
}
